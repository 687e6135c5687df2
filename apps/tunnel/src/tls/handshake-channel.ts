import type { Duplex } from 'node:stream';
import type { TrafficKeys } from './key-schedule.js';
import { RecordReader, type TlsRecord } from './record-reader.js';
import { RecordWriter } from './record-writer.js';
import { PeerAlertError, TlsAlertError } from './tls-alert-error.js';
import { CONTENT, MESSAGE_HEADER_BYTES, RECORD_HEADER_BYTES } from './wire.js';

export interface HandshakeLimits {
  timeoutMs: number;
  /** What the client may send up to its Finished, record headers included. */
  maxBytes: number;
}

/**
 * The transport during the handshake: whole messages in, records out. Reads only while a message is awaited, so that
 * a client that sends ahead fills its own buffers.
 */
export class HandshakeChannel {
  readonly reader = new RecordReader();
  readonly writer: RecordWriter;
  /** The transport failed or time ran out: nobody is there to be told anything. */
  isBroken = false;
  /** Handshake bytes that do not make a message yet. */
  private buffered: Buffer = Buffer.alloc(0);
  private receivedBytes = 0;
  private clientHelloSeen = false;
  private helloSent = false;
  private wake: () => void = () => undefined;
  private failBroken: (reason: Error) => void = () => undefined;
  private readonly broken: Promise<never>;
  private readonly deadline: NodeJS.Timeout;

  constructor(
    private readonly transport: Duplex,
    private readonly limits: HandshakeLimits,
  ) {
    this.writer = new RecordWriter(transport);
    this.broken = new Promise((_, reject) => (this.failBroken = reject));
    this.broken.catch(() => undefined);
    this.deadline = setTimeout(this.onTimeout, limits.timeoutMs);
    transport.pause();
    transport.on('data', this.onData).on('end', this.onEnd).on('close', this.onEnd).on('error', this.breakOff);
    if (transport.destroyed || transport.readableEnded) this.onEnd();
  }

  /** The next message, header included, which must be of `type`. */
  async readMessage(type: number): Promise<Buffer> {
    for (;;) {
      const message = this.takeMessage(type);
      if (message) return message;
      this.accept(this.reader.next() ?? (await this.nextRecord()));
    }
  }

  /** After the first hello of ours, middleboxes want to see a ChangeCipherSpec if the client plays along (§D.4). */
  sendHello(hello: Buffer, sessionId: Buffer): void {
    this.writer.write(CONTENT.handshake, [hello]);
    if (sessionId.length > 0 && !this.helloSent) this.writer.changeCipherSpec();
    this.helloSent = true;
  }

  /** Keys change between messages only (RFC 8446 §5.1). */
  openWith(keys: TrafficKeys): void {
    if (this.buffered.length > 0)
      throw new TlsAlertError('unexpected_message', 'A message goes on across a key change');
    this.reader.openWith(keys);
  }

  /** What `work` gives, unless the connection breaks before. */
  whileOpen<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.broken]);
  }

  /** Lets go of the transport, which stays paused. */
  release(): void {
    clearTimeout(this.deadline);
    const { transport } = this;
    transport.off('data', this.onData).off('end', this.onEnd).off('close', this.onEnd).off('error', this.breakOff);
  }

  private async nextRecord(): Promise<TlsRecord> {
    for (;;) {
      const more = new Promise<void>((resolve) => (this.wake = resolve));
      this.transport.resume();
      await this.whileOpen(more);
      const record = this.reader.next();
      if (record) return record;
    }
  }

  private accept({ type, content, sealed }: TlsRecord): void {
    // With headers, lest crumbs of one byte cost more than they count.
    this.receivedBytes += RECORD_HEADER_BYTES + content.length;
    if (this.receivedBytes > this.limits.maxBytes)
      throw new TlsAlertError('illegal_parameter', 'The handshake is too long');
    if (type === CONTENT.alert) throw alertOf(content);
    if (this.buffered.length === 0 && !sealed && this.clientHelloSeen && isChangeCipherSpec(type, content)) return;
    if (type !== CONTENT.handshake || content.length === 0 || sealed !== this.reader.isOpening)
      throw new TlsAlertError('unexpected_message', 'A record does not belong into the handshake');
    this.buffered = this.buffered.length === 0 ? content : Buffer.concat([this.buffered, content]);
  }

  private takeMessage(type: number): Buffer | undefined {
    if (this.buffered.length === 0) return undefined;
    if (this.buffered[0] !== type) throw new TlsAlertError('unexpected_message', 'A message is out of turn');
    if (this.buffered.length < MESSAGE_HEADER_BYTES) return undefined;
    const total = MESSAGE_HEADER_BYTES + this.buffered.readUIntBE(1, 3);
    if (total > this.limits.maxBytes) throw new TlsAlertError('illegal_parameter', 'A message is too long');
    if (this.buffered.length < total) return undefined;
    const message = this.buffered.subarray(0, total);
    this.buffered = this.buffered.subarray(total);
    this.clientHelloSeen = true;
    return message;
  }

  private readonly onData = (chunk: Buffer): void => {
    this.transport.pause();
    this.reader.push(chunk);
    this.wake();
  };

  private readonly breakOff = (reason: Error): void => {
    this.isBroken = true;
    this.failBroken(reason);
  };

  private readonly onEnd = (): void => {
    this.breakOff(Object.assign(new Error('The peer left during the handshake.'), { code: 'ECONNRESET' }));
  };

  private readonly onTimeout = (): void => {
    this.breakOff(Object.assign(new Error('The handshake took too long.'), { code: 'ETIMEDOUT' }));
  };
}

/** What an alert during the handshake means: the end, whatever it says. */
const alertOf = (content: Buffer): Error =>
  content.length === 2
    ? new PeerAlertError(content.readUInt8(1))
    : new TlsAlertError('decode_error', 'An alert is not two bytes');

const isChangeCipherSpec = (type: number, content: Buffer): boolean =>
  type === CONTENT.changeCipherSpec && content.length === 1 && content[0] === 1;
