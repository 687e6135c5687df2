import type { Readable } from 'node:stream';
import { DomainError } from '#libs/contracts';

/** @throws DomainError request.too_large, or what ended the stream */
export const readBody = async (stream: Readable, maxBytes: number): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxBytes) throw new DomainError('request.too_large');
    parts.push(part);
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts, size);
};
