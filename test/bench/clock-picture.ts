import { type ChildProcess, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';

/** Of the picture; the code is its topmost rows. */
export const CLOCK = { width: 640, height: 360, fps: 30, rows: 24, bits: 32 } as const;

const SAMPLE_RATE = 48_000;
const TICK_MS = 5;
const GREY = 90;
const [BLACK, WHITE] = [16, 235];
const BLOCK = CLOCK.width / CLOCK.bits;

/** Milliseconds modulo 2^24 (24 bits, lowest first) ‖ the sum of these three bytes (8): what is misread does not count. */
const codeOf = (now: number): number => {
  const time = now % 0x1000000;
  const sum = ((time & 0xff) + ((time >> 8) & 0xff) + (time >> 16)) & 0xff;
  return ((sum << 24) | time) >>> 0;
};

/** A frame of yuv420p: the wall clock as a bar code, and a bar that moves so that there is something to encode. */
const paint = (now: number, count: number): Buffer => {
  const { width, height, rows, bits } = CLOCK;
  const frame = Buffer.alloc((width * height * 3) / 2, 128).fill(GREY, 0, width * height);
  const code = codeOf(now);
  for (let bit = 0; bit < bits; bit++) frame.fill((code >>> bit) & 1 ? WHITE : BLACK, bit * BLOCK, (bit + 1) * BLOCK);
  for (let row = 1; row < rows; row++) frame.copyWithin(row * width, 0, width);
  const left = (count * 4) % (width - 40);
  for (let row = 100; row < 300; row++) frame.fill(200, row * width + left, row * width + left + 40);
  return frame;
};

/** Of a tone of 440 Hz, signed 16 bits. */
const tone = (from: number, count: number): Buffer => {
  const samples = Buffer.alloc(count * 2);
  for (let index = 0; index < count; index++)
    samples.writeInt16LE(Math.round(8_000 * Math.sin((2 * Math.PI * 440 * (from + index)) / SAMPLE_RATE)), index * 2);
  return samples;
};

/**
 * Paints the clock and sends it to an RTMP address as an encoder set to low latency does: a key frame every 2 s, picture
 * and sound by one clock from one moment on, and another frame of the same picture where the encoder was too slow for one.
 */
export const publishClock = (address: string, { withSound = true } = {}): ChildProcess => {
  const { width, height, fps } = CLOCK;
  const picture = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${width}x${height}`, '-framerate', String(fps)];
  const pcm = ['-f', 's16le', '-ar', String(SAMPLE_RATE), '-ac', '1', '-i', 'pipe:3'];
  const sound = withSound ? ['-map', '1:a', '-c:a', 'aac', '-b:a', '96k', '-ac', '2'] : [];
  const encoding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-g', String(2 * fps)];
  const args = [
    ...['-loglevel', 'error', ...picture, '-i', 'pipe:0', ...(withSound ? pcm : [])],
    ...['-map', '0:v', ...encoding, '-keyint_min', String(2 * fps), '-bf', '0', ...sound],
    ...['-fflags', 'nobuffer', '-flush_packets', '1', '-f', 'flv', address],
  ];
  const encoder = spawn('ffmpeg', args, { stdio: ['pipe', 'ignore', 'inherit', 'pipe'] });
  const [pictures, sounds] = [encoder.stdin!, encoder.stdio[3] as Writable];
  for (const input of [pictures, sounds]) input.on('error', () => undefined);
  const start = performance.now();
  let [frames, samples] = [0, 0];
  const painting = setInterval(() => {
    const seconds = (performance.now() - start) / 1000;
    for (; frames < seconds * fps && pictures.writableLength < width * height * 3; frames++)
      pictures.write(paint(Date.now(), frames));
    const due = Math.floor(seconds * SAMPLE_RATE) - samples;
    if (withSound) sounds.write(tone(samples, due));
    samples += due;
  }, TICK_MS);
  encoder.once('exit', () => clearInterval(painting));
  return encoder;
};

/** For a page: `paintClock(context)` paints the same picture on a canvas of that size. */
export const PAINT_CLOCK = `
  let painted = 0;
  window.paintClock = (context) => {
    const time = Date.now() % 0x1000000;
    const code = (((((time & 255) + ((time >> 8) & 255) + (time >> 16)) & 255) << 24) | time) >>> 0;
    context.fillStyle = '#5a5a5a';
    context.fillRect(0, 0, ${CLOCK.width}, ${CLOCK.height});
    for (let bit = 0; bit < ${CLOCK.bits}; bit++) {
      context.fillStyle = (code >>> bit) & 1 ? '#fff' : '#000';
      context.fillRect(bit * ${BLOCK}, 0, ${BLOCK}, ${CLOCK.rows});
    }
    context.fillStyle = '#ccc';
    context.fillRect((painted++ * 4) % ${CLOCK.width - 40}, 100, 40, 200);
  };`;

/** For a page: `readClock(video)` is the time a video shows, in milliseconds modulo 2^24, or null. */
export const READ_CLOCK = `
  const context = Object.assign(document.createElement('canvas'), { width: ${CLOCK.width}, height: ${CLOCK.rows} })
    .getContext('2d', { willReadFrequently: true });
  window.readClock = (video) => {
    if (!video.videoWidth) return null;
    const rows = (video.videoHeight * ${CLOCK.rows}) / ${CLOCK.height};
    context.drawImage(video, 0, 0, video.videoWidth, rows, 0, 0, ${CLOCK.width}, ${CLOCK.rows});
    const { data } = context.getImageData(0, ${CLOCK.rows / 2}, ${CLOCK.width}, 1);
    let code = 0;
    for (let bit = 0; bit < ${CLOCK.bits}; bit++) if (data[(bit + 0.5) * ${BLOCK} * 4] > 128) code |= 1 << bit;
    const time = code & 0xffffff;
    const sum = ((time & 255) + ((time >> 8) & 255) + (time >> 16)) & 255;
    return sum === code >>> 24 ? time : null;
  };`;
