import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ImageCodec } from './image-codec.js';

const plain = (width: number, height: number, background = '#336699') =>
  sharp({ create: { width, height, channels: 3, background } });

const animation = async (frames: number, width = 20, height = 10): Promise<Buffer> => {
  const images = await Promise.all(
    Array.from({ length: frames }, (_, at) =>
      plain(width, height, `rgb(${(at * 40) % 256},0,0)`)
        .png()
        .toBuffer(),
    ),
  );
  return sharp(images, { join: { animated: true } })
    .gif({ delay: images.map(() => 70), loop: 0 })
    .toBuffer();
};

describe('images for chat', () => {
  const codec = new ImageCodec();
  const read = (content: Buffer) => sharp(content, { animated: true }).metadata();

  it.each(['jpeg', 'png', 'webp', 'gif'] as const)('become WebP of the same size, from %s', async (format) => {
    const { content, ...rest } = await codec.encode(await plain(64, 48).toFormat(format).toBuffer());
    expect(rest).toEqual({ mediaType: 'image/webp', extension: 'webp', width: 64, height: 48 });
    expect(await read(content)).toMatchObject({ format: 'webp', width: 64, height: 48 });
  });

  it('stand upright and lose what the camera wrote down', async () => {
    const photo = await plain(64, 48)
      .withExif({ IFD0: { Copyright: 'somebody' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    const { content, width, height } = await codec.encode(photo);
    expect({ width, height }).toEqual({ width: 48, height: 64 });
    const { exif, icc, xmp, orientation } = await read(content);
    expect({ exif, icc, xmp, orientation }).toEqual({});
  });

  it('stay animated, with their frames and delays', async () => {
    const { content, width, height } = await codec.encode(await animation(5));
    expect({ width, height }).toEqual({ width: 20, height: 10 });
    expect(await read(content)).toMatchObject({ pages: 5, pageHeight: 10, delay: [70, 70, 70, 70, 70], loop: 0 });
  });

  it('keep every pixel of a drawing', async () => {
    const pixels = Buffer.from(Array.from({ length: 32 * 32 * 3 }, (_, at) => (at * 37) % 256));
    const raw = { width: 32, height: 32, channels: 3 as const };
    const { content } = await codec.encode(await sharp(pixels, { raw }).png().toBuffer());
    expect(await sharp(content).removeAlpha().raw().toBuffer()).toEqual(pixels);
  });

  it('are scaled down to 4096 pixels a side', async () => {
    const { width, height } = await codec.encode(await plain(5000, 100).jpeg().toBuffer());
    expect({ width, height }).toEqual({ width: 4096, height: 82 });
  });

  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
  );
  it.each([
    ['an SVG', async () => svg],
    ['a TIFF', () => plain(8, 8).tiff().toBuffer()],
    ['an AVIF', () => plain(8, 8).avif().toBuffer()],
    ['a page', async () => Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['nothing', async () => Buffer.alloc(0)],
    ['the first half of a JPEG', async () => half(await plain(300, 300).jpeg().toBuffer())],
    ['the head of a PNG', async () => (await plain(300, 300).png().toBuffer()).subarray(0, 40)],
    ['a GIF without frames', async () => (await animation(2)).subarray(0, 14)],
    ['a PNG that says 900 megapixels', async () => pngSaying(30_000, await plain(8, 8).png().toBuffer())],
    ['a GIF of 501 frames', () => animation(501, 1, 1)],
    ['a GIF whose frames are 44 megapixels together', async () => gifSaying(2000, await animation(11))],
  ])('are never %s', async (_name, file) => {
    await expect(codec.encode(await file())).rejects.toMatchObject({ code: 'upload.not_image' });
  });

  it('wait for each other, and not without end', async () => {
    const file = await plain(400, 400).png().toBuffer();
    const outcomes = await Promise.allSettled(Array.from({ length: 25 }, () => codec.encode(file)));
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toHaveLength(4);
    expect(refused[0]).toMatchObject({ code: 'upload.limit', details: { retry_after: expect.any(Number) } });
    expect(codec.refused).toBe(4);
    expect(await codec.encode(file)).toMatchObject({ width: 400 });
  });
});

const half = (file: Buffer): Buffer => file.subarray(0, file.length / 2);

/** With another width and height in the header (PNG, chunk IHDR). */
const pngSaying = (side: number, png: Buffer): Buffer => {
  const header = png.subarray(12, 29);
  header.writeUInt32BE(side, 4);
  header.writeUInt32BE(side, 8);
  png.writeUInt32BE(crc32(header), 29);
  return png;
};

/** With another logical screen (GIF89a §18). */
const gifSaying = (side: number, gif: Buffer): Buffer => {
  gif.writeUInt16LE(side, 6);
  gif.writeUInt16LE(side, 8);
  return gif;
};
