export const STREAM_TABS = ['overview', 'setup', 'browser', 'relays', 'chat', 'sharing'] as const;
export type StreamTab = (typeof STREAM_TABS)[number];
