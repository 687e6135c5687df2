import { DEFAULT_CHUNK_BYTES } from './chunk-reader.js';
import { controlMessage, RTMP, type OutgoingMessage } from './messages.js';

const EXTENDED = 0xffffff;

/** Cuts messages into chunks (RTMP 1.0 §5.3), every message with a full header. */
export class ChunkWriter {
  private chunkBytes = DEFAULT_CHUNK_BYTES;

  /** The message that says so; what is written after it is cut so. */
  setChunkSize(bytes: number): Buffer[] {
    const message = this.write(controlMessage(RTMP.setChunkSize, bytes));
    this.chunkBytes = bytes;
    return message;
  }

  /** The pieces to send, in order; those of the payload are views of it. */
  write({ chunkStream, type, streamId, timestamp, payload }: OutgoingMessage): Buffer[] {
    const length = payload.reduce((sum, part) => sum + part.length, 0);
    const time = timestamp % 2 ** 32;
    const isExtended = time >= EXTENDED;
    const header = Buffer.allocUnsafe(isExtended ? 16 : 12);
    header[0] = chunkStream;
    header.writeUIntBE(isExtended ? EXTENDED : time, 1, 3);
    header.writeUIntBE(length, 4, 3);
    header[7] = type;
    header.writeUInt32LE(streamId, 8);
    if (isExtended) header.writeUInt32BE(time, 12);

    const pieces: Buffer[] = [header];
    let room = this.chunkBytes;
    for (const part of payload)
      for (let at = 0; at < part.length;) {
        if (room === 0) {
          pieces.push(continuation(chunkStream, isExtended ? time : undefined));
          room = this.chunkBytes;
        }
        const take = Math.min(room, part.length - at);
        pieces.push(take === part.length ? part : part.subarray(at, at + take));
        at += take;
        room -= take;
      }
    return pieces;
  }
}

const continuation = (chunkStream: number, extended: number | undefined): Buffer => {
  const header = Buffer.alloc(extended === undefined ? 1 : 5);
  header[0] = 0xc0 | chunkStream;
  if (extended !== undefined) header.writeUInt32BE(extended, 1);
  return header;
};
