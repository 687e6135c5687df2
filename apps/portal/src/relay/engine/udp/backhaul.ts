import type { QuicConnection } from '#libs/quic';
import { ProtocolError, type QuicControlReply, readDatagram, writeDatagram } from '#libs/relay-protocol';
import { parseControlLine } from './control-line.js';
import type { PublicPort, UdpTenant } from './public-port.js';
import type { QuicGuest } from './quic-listener.js';
import type { UdpCounters } from './udp-counters.js';
import { MAX_CONTROL_BYTES, type UdpLimits } from './udp-limits.js';

/** The client opens the first bidirectional stream there is (RFC 9000 §2.1). */
const CONTROL_STREAM = 0;
const CLOSED_NORMALLY = 0;
const REFUSED = 1;
/** A packet of the public and a flow id, for as long as it takes to hand them over. */
const SCRATCH = Buffer.alloc(65_536 + 5);

export interface BackhaulOptions {
  connection: QuicConnection;
  limits: UdpLimits;
  counters: UdpCounters;
  /** The port of the lease this token is for. @throws ProtocolError */
  admit(accessToken: string): Promise<PublicPort>;
  /** It has its lease. */
  settled(): void;
}

/**
 * A client's QUIC connection. Its control stream says for which lease it is; from then on every DATAGRAM is a packet of
 * a flow. Frames that overtake the control stream are dropped.
 */
export class Backhaul implements QuicGuest, UdpTenant {
  private state: 'handshake' | 'control' | 'deciding' | 'attached' | 'refused' | 'closed' = 'handshake';
  private line = Buffer.alloc(0);
  private publicPort: PublicPort | undefined;
  private deadline: NodeJS.Timeout;

  constructor(private readonly options: BackhaulOptions) {
    this.deadline = setTimeout(() => options.connection.abandon('no handshake'), options.limits.handshakeMs);
  }

  arrived(): void {
    const { connection, limits } = this.options;
    if (this.state === 'handshake') {
      this.state = 'control';
      this.setDeadline(limits.controlMs, () => connection.close(REFUSED, 'no control message'));
    }
    for (const stream of connection.readableStreams()) {
      if (stream !== CONTROL_STREAM) connection.refuseStream(stream);
      else this.readControl();
    }
    this.readFrames();
  }

  closed(): void {
    clearTimeout(this.deadline);
    this.state = 'closed';
    this.publicPort?.detach(this);
  }

  sendFrame(flowId: number, payload: Buffer): void {
    const { connection, counters } = this.options;
    const sent = connection.sendDatagram(writeDatagram(flowId, payload, SCRATCH));
    if (sent === 'too large') counters.droppedTooLarge++;
    else if (sent === 'displaced') counters.droppedQueued++;
  }

  ping(): void {
    this.options.connection.ping();
  }

  dismiss(reason: string): void {
    this.options.connection.close(CLOSED_NORMALLY, reason);
  }

  /** What follows the first line means nothing, but is read, or the stream would not end. */
  private readControl(): void {
    const { connection } = this.options;
    for (let part = connection.readStream(CONTROL_STREAM); part; part = connection.readStream(CONTROL_STREAM)) {
      if (this.state === 'control') this.collect(part.data, part.fin);
      if (part.fin) return;
    }
  }

  private collect(data: Buffer, isLast: boolean): void {
    this.line = Buffer.concat([this.line, data]);
    const end = this.line.indexOf('\n');
    if (end < 0 && !isLast && this.line.length <= MAX_CONTROL_BYTES) return;
    void this.decide(this.line.subarray(0, end < 0 ? this.line.length : end));
    this.line = Buffer.alloc(0);
  }

  private async decide(line: Buffer): Promise<void> {
    this.state = 'deciding';
    clearTimeout(this.deadline);
    try {
      this.attach(await this.options.admit(parseControlLine(line)));
    } catch (error) {
      this.refuse(error instanceof ProtocolError ? error.code : 'broker_closed');
    }
  }

  private attach(publicPort: PublicPort): void {
    if (this.state !== 'deciding') return;
    this.state = 'attached';
    this.publicPort = publicPort;
    this.options.counters.attached++;
    this.options.settled();
    publicPort.attach(this);
    this.reply({ ok: true });
  }

  /** The answer gets time to arrive: a close would overtake it. */
  private refuse(error: string): void {
    if (this.state !== 'deciding') return;
    const { connection, counters, limits } = this.options;
    this.state = 'refused';
    counters.refusedLeases++;
    this.reply({ ok: false, error });
    this.setDeadline(limits.refusalMs, () => connection.close(REFUSED, error));
  }

  private reply(reply: QuicControlReply): void {
    this.options.connection.writeStream(CONTROL_STREAM, Buffer.from(`${JSON.stringify(reply)}\n`), true);
  }

  private readFrames(): void {
    const { connection, counters } = this.options;
    for (let bytes = connection.readDatagram(); bytes; bytes = connection.readDatagram()) {
      const frame = this.publicPort && readDatagram(bytes);
      if (frame) this.publicPort!.send(frame.flowId, frame.payload);
      else counters.droppedFrames++;
    }
  }

  private setDeadline(ms: number, late: () => void): void {
    clearTimeout(this.deadline);
    this.deadline = setTimeout(late, ms);
  }
}
