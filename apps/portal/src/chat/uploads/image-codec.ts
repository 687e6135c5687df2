import { Injectable } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { DomainError } from '#libs/contracts';

/** An image as it is stored: upright, without anything the camera wrote down. */
export interface EncodedImage {
  content: Buffer;
  mediaType: string;
  extension: string;
  width: number;
  height: number;
}

/** What becomes of an image. */
export interface Frame {
  /** Larger ones are scaled down. */
  maxSide: number;
  /** The first frame of an animation. */
  isStill: boolean;
  /** Default WebP. */
  as?: 'jpeg';
  /** The media types that are taken; default all that can be read. */
  of?: readonly string[];
}

const WHOLE: Frame = { maxSide: 4096, isStill: false };

/** What a file's first bytes must say, and the decoder that reads it. An APNG shows its first frame. */
const FORMATS: Record<string, Metadata['format']> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/apng': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

/** Of all frames together: a few kilobytes can say that they are gigapixels. */
const MAX_PIXELS = 40_000_000;
const MAX_FRAMES = 500;
/** A drawing up to here stays exact; larger ones are photographs, which nobody wants lossless. */
const MAX_LOSSLESS_BYTES = 1024 * 1024;
const LOSSLESS_SECONDS = 5;
const ENCODE_SECONDS = 20;
/** A third of the time of the default, for a tenth more bytes; of an animation for none. */
const EFFORT = 2;
const ANIMATION_EFFORT = 1;

/** Images decoded at once, and that may wait for it: each takes a core and its pixels in memory. */
const MAX_RUNNING = 1;
const MAX_WAITING = 20;
const WAIT_SECONDS = 10;

sharp.concurrency(1);
sharp.cache(false);

/** Decodes what people send and encodes it anew, so that nothing of the file itself is ever served. */
@Injectable()
export class ImageCodec {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  /** Images turned away because too many waited. */
  refused = 0;

  get queued(): number {
    return this.waiting.length;
  }

  /** @throws DomainError upload.not_image, upload.limit */
  async encode(file: Buffer, frame: Frame = WHOLE): Promise<EncodedImage> {
    await this.enter();
    try {
      return await encode(file, frame);
    } catch (cause) {
      throw cause instanceof DomainError ? cause : notImage(cause);
    } finally {
      this.leave();
    }
  }

  private async enter(): Promise<void> {
    if (this.running < MAX_RUNNING) {
      this.running++;
      return;
    }
    if (this.waiting.length >= MAX_WAITING) {
      this.refused++;
      throw new DomainError('upload.limit', { details: { retry_after: WAIT_SECONDS } });
    }
    // Whoever leaves hands over its place.
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running--;
  }
}

const encode = async (file: Buffer, { maxSide, isStill, as, of }: Frame): Promise<EncodedImage> => {
  const mediaType = (await fileTypeFromBuffer(file))?.mime ?? '';
  const format = FORMATS[mediaType];
  if (!format || of?.includes(mediaType) === false) throw notImage();
  const found = await sharp(file, { limitInputPixels: MAX_PIXELS }).metadata();
  if (found.format !== format) throw notImage();
  const frames = found.pages ?? 1;
  // `pageHeight` is there for what has pages; `height` then is of the first one.
  if (frames > MAX_FRAMES || frames * found.width * (found.pageHeight ?? found.height) > MAX_PIXELS) {
    throw notImage(undefined, 'The image has too many pixels or frames.');
  }
  const isAnimated = frames > 1 && !isStill;
  const open = (seconds: number): Sharp => {
    const image = sharp(file, { limitInputPixels: MAX_PIXELS, failOn: 'error', animated: isAnimated });
    if (!isAnimated) image.autoOrient();
    return image
      .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
      .timeout({ seconds });
  };
  // What is seen through has nothing behind it.
  if (as === 'jpeg') return written(open(ENCODE_SECONDS).flatten({ background: '#000' }).jpeg({ quality: 82 }));
  if (format === 'png' && file.length <= MAX_LOSSLESS_BYTES) {
    const exact = await written(open(LOSSLESS_SECONDS).webp({ lossless: true, effort: EFFORT })).catch(() => undefined);
    if (exact && exact.content.length <= MAX_LOSSLESS_BYTES) return exact;
  }
  return written(open(ENCODE_SECONDS).webp({ quality: 80, effort: isAnimated ? ANIMATION_EFFORT : EFFORT }));
};

const written = async (image: Sharp): Promise<EncodedImage> => {
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  const height = info.pageHeight ?? info.height;
  const [mediaType, extension] = info.format === 'jpeg' ? ['image/jpeg', 'jpg'] : ['image/webp', 'webp'];
  return { content: data, mediaType, extension, width: info.width, height };
};

const notImage = (cause?: unknown, text?: string): DomainError => new DomainError('upload.not_image', { cause, text });
