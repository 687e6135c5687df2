import { MalformedMedia } from '../malformed-media.js';
import { ByteQueue } from './byte-queue.js';
import { RTMP, type RtmpMessage } from './messages.js';

export interface ChunkLimits {
  /** Bytes of one message. */
  maxMessageBytes: number;
  /** Bytes set aside for messages that have come in part. */
  maxPartialBytes: number;
  maxChunkStreams: number;
}

export const DEFAULT_CHUNK_BYTES = 128;
/** Longer than any message, RTMP 1.0 §5.4.1. */
const MAX_CHUNK_BYTES = 0xffffff;
/** Bytes of a message header by the chunk's format, RTMP 1.0 §5.3.1.2. */
const HEADER_BYTES = [11, 7, 3, 0];
/** A time of this value stands in 4 bytes behind the header. */
const EXTENDED = 0xffffff;

interface ChunkStream {
  /** Of the header: absolute in format 0, else since the message before. */
  time: number;
  isExtended: boolean;
  length: number;
  type: number;
  streamId: number;
  timestamp: number;
  /** The message that has begun. */
  partial: Buffer | undefined;
  filled: number;
}

interface ChunkHeader {
  id: number;
  format: number;
  /** The message header and what follows it. */
  fields: Buffer;
  time: number;
  isExtended: boolean;
  bytes: number;
}

/**
 * Puts chunks together to messages (RTMP 1.0 §5.3). What was pushed but not read stays as it came, so a caller that stops
 * reading keeps no media. Chunk sizes and aborts are obeyed here and returned as well.
 */
export class ChunkReader {
  private readonly queue = new ByteQueue();
  private readonly streams = new Map<number, ChunkStream>();
  private chunkBytes = DEFAULT_CHUNK_BYTES;
  private partialBytes = 0;
  /** The chunk being read: its stream, and how many of its bytes are still to come. */
  private open: { stream: ChunkStream; left: number } | undefined;

  constructor(public limits: ChunkLimits) {}

  push(bytes: Buffer): void {
    this.queue.push(bytes);
  }

  /**
   * The next whole message, if it is there.
   * @throws MalformedMedia — the connection is of no use any more
   */
  read(): RtmpMessage | undefined {
    for (;;) {
      this.open ??= this.beginChunk();
      if (!this.open) return undefined;
      const { stream } = this.open;
      const take = Math.min(this.open.left, this.queue.length);
      this.queue.readInto(stream.partial!, stream.filled, take);
      stream.filled += take;
      this.open.left -= take;
      if (this.open.left > 0) return undefined;
      this.open = undefined;
      if (stream.filled === stream.length) return this.finish(stream);
    }
  }

  private finish(stream: ChunkStream): RtmpMessage {
    const { type, streamId, timestamp } = stream;
    const payload = stream.partial!;
    this.drop(stream);
    if (type === RTMP.setChunkSize) this.setChunkSize(payload);
    if (type === RTMP.abort && payload.length >= 4) this.drop(this.streams.get(payload.readUInt32BE()));
    return { type, streamId, timestamp, payload };
  }

  private drop(stream: ChunkStream | undefined): void {
    if (!stream?.partial) return;
    this.partialBytes -= stream.length;
    stream.partial = undefined;
  }

  private setChunkSize(payload: Buffer): void {
    const size = payload.length >= 4 ? payload.readUInt32BE() : 0;
    if (size < 1 || size > 0x7fffffff) throw new MalformedMedia('RTMP chunk size');
    this.chunkBytes = Math.min(size, MAX_CHUNK_BYTES);
  }

  private beginChunk(): { stream: ChunkStream; left: number } | undefined {
    const header = this.peekHeader();
    if (!header) return undefined;
    this.queue.skip(header.bytes);
    const known = this.streams.get(header.id);
    const stream = known?.partial ? known : this.beginMessage(header, known);
    return { stream, left: Math.min(this.chunkBytes, stream.length - stream.filled) };
  }

  /** Undefined while a part of it is missing. */
  private peekHeader(): ChunkHeader | undefined {
    const first = this.queue.peek(1)?.[0];
    if (first === undefined) return undefined;
    const format = first >> 6;
    const basicBytes = [2, 3][first & 63] ?? 1;
    let bytes = basicBytes + HEADER_BYTES[format]!;
    const header = this.queue.peek(bytes);
    if (!header) return undefined;
    const id = chunkStreamId(header);
    const known = this.streams.get(id);
    if (!known && format !== 0) throw new MalformedMedia('RTMP chunk without a header before');
    if (known?.partial && format !== 3) throw new MalformedMedia('RTMP chunk within a message');

    const fields = header.subarray(basicBytes);
    let time = format < 3 ? fields.readUIntBE(0, 3) : known!.time;
    const isExtended = format < 3 ? time === EXTENDED : known!.isExtended;
    if (isExtended) {
      const extended = this.queue.peek(bytes + 4)?.readUInt32BE(bytes);
      if (extended === undefined) return undefined;
      // Some encoders leave it out of the later chunks of a message: what stands there then is payload.
      if (!known?.partial || extended === known.time) bytes += 4;
      if (!known?.partial) time = extended;
    }
    return { id, format, fields, time, isExtended, bytes };
  }

  private beginMessage(
    { id, format, fields, time, isExtended }: ChunkHeader,
    known: ChunkStream | undefined,
  ): ChunkStream {
    if (!known && this.streams.size >= this.limits.maxChunkStreams) throw new MalformedMedia('RTMP: chunk streams');
    const length = format < 2 ? fields.readUIntBE(3, 3) : known!.length;
    if (length > this.limits.maxMessageBytes || this.partialBytes + length > this.limits.maxPartialBytes)
      throw new MalformedMedia('RTMP message: too long');
    const stream: ChunkStream = {
      time,
      isExtended,
      length,
      type: format < 2 ? fields[6]! : known!.type,
      streamId: format === 0 ? fields.readUInt32LE(7) : known!.streamId,
      timestamp: format === 0 ? time : (known!.timestamp + time) % 2 ** 32,
      partial: Buffer.allocUnsafe(length),
      filled: 0,
    };
    this.streams.set(id, stream);
    this.partialBytes += length;
    return stream;
  }
}

/** RTMP 1.0 §5.3.1.1. */
const chunkStreamId = (header: Buffer): number => {
  const id = header[0]! & 63;
  if (id === 0) return 64 + header[1]!;
  return id === 1 ? 64 + header[1]! + 256 * header[2]! : id;
};
