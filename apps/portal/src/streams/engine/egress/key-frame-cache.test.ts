import { describe, expect, it } from 'vitest';
import type { MediaUnit } from '#libs/media';
import { encodeMedia, hasFfmpeg, decodeErrors } from '#libs/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyFrameCache } from './key-frame-cache.js';

describe.skipIf(!hasFfmpeg())('the last key frame', () => {
  it('is what ffmpeg can decode by itself', async () => {
    const { tracks, units } = await encodeMedia({ video: 'libx264', audio: 'aac', seconds: 2, gop: 15 });
    const cache = new KeyFrameCache();
    cache.begin(tracks);
    expect(cache.annexB()).toBeNull();
    for (const unit of units) cache.write(unit);
    const directory = await mkdtemp(join(tmpdir(), 'key-frame-'));
    const path = join(directory, 'frame.h264');
    await writeFile(path, cache.annexB()!);

    expect(await decodeErrors(path)).toBe('');
    const isKey = ({ kind, isKey: key }: MediaUnit): boolean => kind === 'video' && key;
    expect(cache.latest!.unit).toBe(units.findLast(isKey));
    cache.interrupt();
    expect(cache.annexB()).not.toBeNull();
    cache.end();
    expect(cache.annexB()).toBeNull();
    await rm(directory, { recursive: true });
  });
});
