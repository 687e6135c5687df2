import type { Readable } from 'node:stream';

/** Everything up to the end, as text; rejects with the stream. Unlike an iteration it leaves the writing side alone. */
export const readAll = (stream: Readable): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.once('end', () => resolve(Buffer.concat(chunks).toString()));
    stream.once('error', reject);
  });
