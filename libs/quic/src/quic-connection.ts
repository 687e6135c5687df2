import { DatagramQueue } from './datagram-queue.js';
import { QUIC_LIMITS } from './quic-config.js';
import type { HostPort, Quiche, QuicheConnection } from './quiche.js';

export interface QuicEnd {
  by: 'peer' | 'us' | 'silence';
  /** Of the application, or of QUIC (RFC 9000 §20.1). */
  isApplication: boolean;
  code: number;
  reason: string;
}

export interface QuicOwner {
  /** Sends a UDP packet; the bytes are the callee's. */
  transmit(packet: Buffer, to: HostPort): void;
  /** Something arrived on an established connection: read until there is nothing more. */
  arrived(): void;
  /** Once, and last. */
  closed(end: QuicEnd): void;
}

/** Frames of a connection that wait for its congestion window. */
const QUEUED_FRAMES = 256;
const EMPTY = Buffer.alloc(0);
// Filled and emptied within one call, so one of each will do for all connections.
const PACKET = Buffer.alloc(QUIC_LIMITS.packet);
const CHUNK = Buffer.alloc(4096);
const FRAME = Buffer.alloc(65_536);

/**
 * One QUIC connection: gives packets to quiche, sends what it answers, keeps its clock. What is written leaves together
 * at the end of the turn of the event loop.
 */
export class QuicConnection {
  private readonly queue = new DatagramQueue(QUEUED_FRAMES);
  private timer: NodeJS.Timeout | undefined;
  private timerAt = 0;
  private flushing: NodeJS.Immediate | undefined;
  /** Nothing is read any more. */
  private closing = false;
  private ended = false;

  constructor(
    private readonly quiche: Pick<Quiche, 'Shutdown'>,
    private readonly native: QuicheConnection,
    private readonly local: HostPort,
    private readonly owner: QuicOwner,
  ) {
    this.later();
  }

  get isEstablished(): boolean {
    return this.native.isEstablished();
  }

  /** DER, the leaf first. */
  get peerCertificates(): Buffer[] {
    return (this.native.peerCertChain() ?? []).map((der) => Buffer.from(der));
  }

  /** The bytes are changed. A packet that is none, or not for us, is ignored. */
  receive(packet: Buffer, from: HostPort): void {
    if (this.ended) return;
    try {
      this.native.recv(packet, { from, to: this.local });
    } catch {
      // quiche has taken note, and its answer (a close, or nothing) is sent below.
    }
    if (!this.closing && this.native.isEstablished()) this.owner.arrived();
    this.later();
  }

  readableStreams(): number[] {
    return this.ended ? [] : [...this.native.readable()];
  }

  /** The next bytes, 4096 at most; undefined when there are none yet. A stream that was reset has ended. */
  readStream(stream: number): { data: Buffer; fin: boolean } | undefined {
    try {
      const read = this.native.streamRecv(stream, CHUNK);
      return read ? { data: Buffer.from(CHUNK.subarray(0, read[0])), fin: read[1] } : undefined;
    } catch {
      return { data: EMPTY, fin: true };
    }
  }

  /** @returns false when the stream is gone or takes less than all of it now */
  writeStream(stream: number, data: Uint8Array, fin: boolean): boolean {
    try {
      this.later();
      return this.native.streamSend(stream, data, fin) === data.length;
    } catch {
      return false;
    }
  }

  /** Asks the peer to send no more on it. */
  refuseStream(stream: number): void {
    try {
      this.native.streamShutdown(stream, this.quiche.Shutdown.Read, 0);
      this.later();
    } catch {
      // It has ended by itself.
    }
  }

  /** The next frame, valid until the next call. */
  readDatagram(): Buffer | undefined {
    const length = this.ended ? null : this.native.dgramRecv(FRAME);
    return length === null ? undefined : FRAME.subarray(0, length);
  }

  /** Displaces the oldest of 256 waiting frames when they are too many. */
  sendDatagram(frame: Buffer): 'sent' | 'displaced' | 'too large' {
    if (this.ended || frame.length > (this.native.dgramMaxWritableLen() ?? 0)) return 'too large';
    this.later();
    if (this.queue.isEmpty && !this.native.isDgramSendQueueFull()) {
      this.native.dgramSend(frame);
      return 'sent';
    }
    return this.queue.push(Buffer.from(frame)) ? 'displaced' : 'sent';
  }

  /** Makes the peer answer, which keeps the connection and the mappings on its way alive. */
  ping(): void {
    if (this.closing || this.ended || !this.native.isEstablished()) return;
    this.native.sendAckEliciting();
    this.later();
  }

  /** With a code of the application. `closed` follows once the peer had time to hear of it. */
  close(code: number, reason: string): void {
    if (this.closing || this.ended) return;
    this.closing = true;
    this.native.close(true, code, Buffer.from(reason));
    this.flush();
  }

  /** Without a word to anybody but the owner; idempotent. */
  abandon(reason: string): void {
    this.end({ by: 'us', isApplication: true, code: 0, reason });
  }

  /** Sends what there is to send now. */
  flush(): void {
    if (this.ended) return;
    clearImmediate(this.flushing);
    this.flushing = undefined;
    try {
      do this.refill();
      while (this.sendPackets() && !this.queue.isEmpty);
    } catch (error) {
      this.abandon(`QUIC failed: ${String(error)}`);
      return;
    }
    if (this.native.isClosed()) this.end(this.reasonOfEnd());
    else this.setTimer();
  }

  private later(): void {
    if (!this.ended) this.flushing ??= setImmediate(() => this.flush());
  }

  private refill(): void {
    for (let frame = this.queue.peek(); frame && !this.native.isDgramSendQueueFull(); frame = this.queue.peek()) {
      this.queue.shift();
      if (frame.length <= (this.native.dgramMaxWritableLen() ?? 0)) this.native.dgramSend(frame);
    }
  }

  private sendPackets(): boolean {
    let sent = false;
    for (let packet = this.native.send(PACKET); packet; packet = this.native.send(PACKET)) {
      this.owner.transmit(Buffer.from(PACKET.subarray(0, packet[0])), packet[1].to);
      sent = true;
    }
    return sent;
  }

  /** A timer that fires too early looks again, which costs less than setting it anew with every packet. */
  private setTimer(): void {
    const ms = this.native.timeout();
    if (ms === null) return;
    const at = performance.now() + ms + 1;
    if (this.timer && this.timerAt <= at) return;
    clearTimeout(this.timer);
    this.timerAt = at;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.native.onTimeout();
      this.flush();
    }, ms + 1);
  }

  private reasonOfEnd(): QuicEnd {
    const peer = this.native.peerError();
    const error = peer ?? this.native.localError();
    if (!error) return { by: 'silence', isApplication: false, code: 0, reason: 'no answer' };
    const reason = Buffer.from(error.reason).toString('utf8').slice(0, 200);
    return { by: peer ? 'peer' : 'us', isApplication: error.isApp, code: error.errorCode, reason };
  }

  private end(end: QuicEnd): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.timer);
    clearImmediate(this.flushing);
    this.owner.closed(end);
  }
}
