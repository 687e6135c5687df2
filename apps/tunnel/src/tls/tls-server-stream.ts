import { Duplex } from 'node:stream';
import type { HandshakeChannel } from './handshake-channel.js';
import type { KeyExporter } from './key-schedule.js';
import { linger } from './linger.js';
import type { RecordReader, TlsRecord } from './record-reader.js';
import type { RecordWriter } from './record-writer.js';
import type { TlsSession } from './server-handshake.js';
import { ALERT, PeerAlertError, TlsAlertError } from './tls-alert-error.js';
import { CONTENT, HANDSHAKE, KEY_UPDATE, MESSAGE_HEADER_BYTES } from './wire.js';

const HIGH_WATER_MARK_BYTES = 64 * 1024;
/** Records in a row that carry no byte of application data. */
const MAX_IDLE_RECORDS = 32;
const KEY_UPDATE_BYTES = MESSAGE_HEADER_BYTES + 1;

type Done = (error?: Error | null) => void;

/**
 * A TLS 1.3 connection after its handshake. The peer's close_notify is the end of what can be read and nothing else;
 * an end without it is an ECONNRESET. `end()` sends ours and ends the transport's writing side, which therefore should
 * allow to stay half open.
 */
export class TlsServerStream extends Duplex implements KeyExporter {
  readonly serverName: string | undefined;
  readonly alpn: string | undefined;
  /** As RFC 8446 writes it: TLS_AES_128_GCM_SHA256. */
  readonly cipher: string;
  private readonly reader: RecordReader;
  private readonly writer: RecordWriter;
  private wantsBytes = false;
  private inputClosed = false;
  private transportEnded = false;
  private idleRecords = 0;
  /** The beginning of a KeyUpdate whose rest comes in a later record. */
  private handshakeBytes: Buffer = Buffer.alloc(0);
  private owesKeyUpdate = false;
  private whenDrained: Done | undefined;

  constructor(
    private readonly transport: Duplex,
    channel: Pick<HandshakeChannel, 'reader' | 'writer'>,
    private readonly session: TlsSession,
  ) {
    super({ allowHalfOpen: true, highWaterMark: HIGH_WATER_MARK_BYTES });
    this.serverName = session.serverName;
    this.alpn = session.alpn;
    this.cipher = session.suite.name;
    this.reader = channel.reader;
    this.writer = channel.writer;
    transport
      .on('data', this.onData)
      .on('end', this.onEnd)
      .on('drain', this.onDrain)
      .on('close', this.onClose)
      .on('error', (error) => this.destroy(error));
    if (transport.destroyed) this.onClose();
  }

  exportKeyingMaterial(length: number, label: string, context?: Buffer): Buffer {
    return this.session.keys.exportKeyingMaterial(length, label, context);
  }

  override _read(): void {
    this.wantsBytes = true;
    this.pump();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.send([chunk], done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: Done): void {
    this.send(
      chunks.map(({ chunk }) => chunk),
      done,
    );
  }

  override _final(done: Done): void {
    this.writer.alert('close_notify');
    this.transport.end(done);
  }

  override _destroy(error: Error | null, done: Done): void {
    if (error instanceof TlsAlertError && this.transport.writable) this.writer.alert(error.alert);
    if (error === null || error instanceof TlsAlertError) linger(this.transport);
    else this.transport.destroy();
    this.whenDrained?.(error);
    done(error);
  }

  /** Application bytes become records at once; those written in the same turn of the loop share the next ones. */
  private send(parts: Buffer[], done: Done): void {
    if (this.owesKeyUpdate) this.answerKeyUpdate();
    this.writer.write(CONTENT.applicationData, parts);
    if (this.transport.writableNeedDrain) this.whenDrained = done;
    else process.nextTick(done);
  }

  private readonly onDrain = (): void => {
    if (this.owesKeyUpdate) this.answerKeyUpdate();
    const done = this.whenDrained;
    this.whenDrained = undefined;
    done?.();
  };

  private readonly onData = (chunk: Buffer): void => {
    if (this.inputClosed || this.destroyed) return;
    this.reader.push(chunk);
    this.pump();
  };

  private readonly onEnd = (): void => {
    this.transportEnded = true;
    this.pump();
  };

  private readonly onClose = (): void => {
    if (!this.destroyed) this.destroy(this.inputClosed && this.writableFinished ? undefined : truncated());
  };

  /** Opens records until the reader of this stream has enough; then the transport waits. */
  private pump(): void {
    try {
      while (this.wantsBytes && !this.inputClosed && !this.destroyed) {
        const record = this.reader.next();
        if (record) this.accept(record);
        else if (this.transportEnded) throw truncated();
        else return void this.transport.resume();
      }
      if (!this.inputClosed && !this.destroyed) this.transport.pause();
    } catch (error) {
      this.destroy(error as Error);
    }
  }

  private accept({ type, content, sealed }: TlsRecord): void {
    if (!sealed) throw new TlsAlertError('unexpected_message', 'A record came in the clear');
    if (type !== CONTENT.applicationData || content.length === 0) this.countIdleRecord();
    else this.idleRecords = 0;

    if (type !== CONTENT.handshake && this.handshakeBytes.length > 0)
      throw new TlsAlertError('unexpected_message', 'A message is interrupted');
    if (type === CONTENT.applicationData) this.wantsBytes = content.length === 0 || this.push(content);
    else if (type === CONTENT.alert) this.acceptAlert(content);
    else if (type === CONTENT.handshake) this.acceptHandshake(content);
    else throw new TlsAlertError('unexpected_message', 'A record of an unknown type');
  }

  private countIdleRecord(): void {
    this.idleRecords++;
    if (this.idleRecords > MAX_IDLE_RECORDS)
      throw new TlsAlertError('unexpected_message', 'Too many records without data');
  }

  private acceptAlert(content: Buffer): void {
    if (content.length !== 2) throw new TlsAlertError('decode_error', 'An alert is not two bytes');
    const code = content.readUInt8(1);
    if (code === ALERT.user_canceled) return;
    if (code !== ALERT.close_notify) throw new PeerAlertError(code);
    this.inputClosed = true;
    this.push(null);
    // Whatever follows is ignored (RFC 8446 §6.1), but its end must be seen.
    this.transport.resume();
  }

  private acceptHandshake(content: Buffer): void {
    if (content.length === 0) throw new TlsAlertError('unexpected_message', 'An empty handshake record');
    const bytes = Buffer.concat([this.handshakeBytes, content]);
    if (bytes[0] !== HANDSHAKE.keyUpdate || bytes.length > KEY_UPDATE_BYTES)
      throw new TlsAlertError('unexpected_message', 'Only a KeyUpdate may follow the handshake');
    this.handshakeBytes = bytes;
    if (bytes.length >= MESSAGE_HEADER_BYTES && bytes.readUIntBE(1, 3) !== 1)
      throw new TlsAlertError('decode_error', 'A KeyUpdate of the wrong length');
    if (bytes.length < KEY_UPDATE_BYTES) return;

    const request = bytes.readUInt8(MESSAGE_HEADER_BYTES);
    if (request !== KEY_UPDATE.requested && request !== KEY_UPDATE.notRequested)
      throw new TlsAlertError('illegal_parameter', 'A KeyUpdate asks for something unknown');
    this.handshakeBytes = Buffer.alloc(0);
    this.reader.updateKeys();
    if (request === KEY_UPDATE.requested) this.oweKeyUpdate();
  }

  /** Several requests while the transport is full get one answer. */
  private oweKeyUpdate(): void {
    this.owesKeyUpdate = true;
    if (!this.transport.writableNeedDrain) this.answerKeyUpdate();
  }

  private answerKeyUpdate(): void {
    this.owesKeyUpdate = false;
    if (!this.writableEnded) this.writer.updateKeys();
  }
}

const truncated = (): Error =>
  Object.assign(new Error('The connection ended without a close_notify.'), { code: 'ECONNRESET' });
