const PREFIX = 'live/';

/** Publishers say `live/<key>`, whatever they publish by. */
export const pathOf = (key: string): string => PREFIX + key;

/** Undefined for a path that has no key. */
export const keyOfPath = (path: string): string | undefined => {
  const key = path.startsWith(PREFIX) ? path.slice(PREFIX.length) : '';
  return /^[\w-]{1,200}$/.test(key) ? key : undefined;
};
