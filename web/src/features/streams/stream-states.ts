/** What `is_live` says. */
export const OFFLINE = 0;
export const LIVE = 1;
/** On no more, its recording not yet safe. */
export const ENCODING = 2;
