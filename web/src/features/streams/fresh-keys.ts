import type { Stream } from '../../shared/api/types.js';

const keys = new Map<number, string>();

/** Stream keys this tab has shown, so that its guides can be complete. Gone with the next reload. */
export const freshKeys = {
  keep: (streamId: number, key: string): void => void keys.set(streamId, key),

  /** Only while it is still the stream's key, as far as its beginning tells. */
  find: ({ id, stream_key = '' }: Pick<Stream, 'id' | 'stream_key'>): string | undefined => {
    const key = keys.get(id);
    return key?.startsWith(stream_key.replace('…', '')) ? key : undefined;
  },
};
