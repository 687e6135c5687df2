import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HlsReply } from '../nodes/media-client.js';
import type { MediaNodes } from '../nodes/media-nodes.js';
import { HlsFiles, NO_DIRECTIVES } from './hls-files.js';

const PLAYLIST = 'stream.m3u8';
const AWAITED = { msn: '7', part: '1', skip: '' };

describe('the files of streams in memory', () => {
  let replies: ((text: string | Error) => void)[];
  let files: HlsFiles;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    replies = [];
    const hls = (): Promise<HlsReply> =>
      new Promise((resolve, reject) => {
        replies.push((text) => {
          if (text instanceof Error) reject(text);
          else resolve({ status: 200, contentType: 'text/plain', body: Buffer.from(text), isImmutable: false });
        });
      });
    files = new HlsFiles({ ofStream: async () => ({ client: { hls } }) } as unknown as MediaNodes);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const peek = (directives = NO_DIRECTIVES): string | undefined => files.peek(1, PLAYLIST, directives)?.body.toString();
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const bring = async (text: string | Error): Promise<void> => {
    await settled();
    replies.shift()!(text);
    await settled();
  };
  const have = async (text: string, directives = NO_DIRECTIVES): Promise<void> => {
    const asked = files.get(1, PLAYLIST, directives);
    await bring(text);
    expect((await asked).body.toString()).toBe(text);
  };
  const later = (ms: number): unknown => vi.setSystemTime(Date.now() + ms);

  it('asks for a playlist once, however many want it', async () => {
    const all = [files.get(1, PLAYLIST, NO_DIRECTIVES), files.get(1, PLAYLIST, NO_DIRECTIVES)];
    await bring('one');
    expect((await Promise.all(all)).map(({ body }) => body.toString())).toEqual(['one', 'one']);
    expect(peek()).toBe('one');
    expect(files.totals.asked).toBe(1);
  });

  it('gives out the last playlist while it asks for the next, once', async () => {
    await have('one');
    later(120);
    expect([peek(), peek()]).toEqual(['one', 'one']);
    await bring('two');
    expect(peek()).toBe('two');
    expect(files.totals.asked).toBe(2);
  });

  it('gives out none that is old, nor one that somebody waited for', async () => {
    await have('one');
    await have('awaited', AWAITED);
    later(310);
    expect([peek(), peek(AWAITED)]).toEqual([undefined, undefined]);
    await have('two');
    expect(peek()).toBe('two');
  });

  it('forgets a playlist whose next there is not', async () => {
    await have('one');
    later(120);
    expect(peek()).toBe('one');
    await bring(new Error('gone'));
    expect(peek()).toBeUndefined();
    const asked = files.get(1, PLAYLIST, NO_DIRECTIVES);
    await bring(new Error('gone'));
    await expect(asked).rejects.toThrow('gone');
  });
});
