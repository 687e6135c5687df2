import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readBody } from './read-body.js';

describe('a body that is read whole', () => {
  const streamOf = (...parts: string[]): Readable => Readable.from(parts.map((part) => Buffer.from(part)));

  it('is put together, up to as long as it may be', async () => {
    expect(String(await readBody(streamOf('one, ', 'two'), 8))).toBe('one, two');
    expect(String(await readBody(streamOf('one'), 8))).toBe('one');
    expect(await readBody(streamOf(), 0)).toHaveLength(0);
  });

  it('is refused beyond, and its stream is ended', async () => {
    const stream = new PassThrough();
    stream.write('one, ');
    stream.write('two');
    await expect(readBody(stream, 7)).rejects.toMatchObject({ code: 'request.too_large' });
    expect(stream.destroyed).toBe(true);
  });

  it('is not believed when it was cut off', async () => {
    const stream = new PassThrough();
    stream.write('one');
    const read = readBody(stream, 8);
    stream.destroy(new Error('cut off'));
    await expect(read).rejects.toThrow('cut off');
  });
});
