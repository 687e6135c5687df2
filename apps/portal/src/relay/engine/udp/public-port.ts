import type { RemoteInfo, Socket } from 'node:dgram';
import type { UdpCounters } from './udp-counters.js';
import type { UdpLimits } from './udp-limits.js';
import { isAnswerable, openUdpSocket } from './udp-socket.js';

/** What one sender of packets and a tenant exchange. */
interface Flow {
  id: number;
  address: string;
  port: number;
  /** Last packet, either way. */
  at: number;
}

const MAX_FLOW_ID = 0xffff_ffff;

/** Whoever serves the port. */
export interface UdpTenant {
  /** Nothing of the payload is kept. */
  sendFrame(flowId: number, payload: Buffer): void;
  ping(): void;
  /** Its lease has ended, or another connection serves it. */
  dismiss(reason: string): void;
}

export interface PublicPortOptions {
  host: string;
  port: number;
  counters: UdpCounters;
  limits: Pick<UdpLimits, 'flowsPerLease' | 'flowIdleMs'>;
  now?: () => number;
}

/** The UDP port of a lease. Every source address is a flow, numbered from 1, until it was silent for long enough. */
export class PublicPort {
  private readonly bySource = new Map<string, Flow>();
  private readonly byId = new Map<number, Flow>();
  private readonly now: () => number;
  private lastId = 0;
  private served: UdpTenant | undefined;
  bytesIn = 0;
  bytesOut = 0;

  private constructor(
    private readonly socket: Socket,
    private readonly options: PublicPortOptions,
  ) {
    this.now = options.now ?? (() => performance.now());
    socket.on('message', (packet, from) => this.receive(packet, from));
  }

  /** @throws Error — the port is taken */
  static async open(options: PublicPortOptions): Promise<PublicPort> {
    return new PublicPort(await openUdpSocket(options.host, options.port), options);
  }

  get flows(): number {
    return this.byId.size;
  }

  get tenant(): UdpTenant | undefined {
    return this.served;
  }

  /** Replaces whoever served it. */
  attach(tenant: UdpTenant): void {
    this.served?.dismiss('replaced by another connection');
    this.served = tenant;
  }

  detach(tenant: UdpTenant): void {
    if (this.served === tenant) this.served = undefined;
  }

  /** To the source of a flow. Nothing of the payload is kept. */
  send(flowId: number, payload: Buffer): void {
    const flow = this.byId.get(flowId);
    if (!flow) {
      this.options.counters.droppedFrames++;
      return;
    }
    flow.at = this.now();
    this.bytesOut += payload.length;
    this.options.counters.packetsOut++;
    this.options.counters.bytesOut += payload.length;
    this.socket.send(Buffer.from(payload), flow.port, flow.address, () => undefined);
  }

  /** Ends flows nobody used. */
  sweep(): void {
    const before = this.now() - this.options.limits.flowIdleMs;
    for (const [source, flow] of this.bySource) {
      if (flow.at > before) continue;
      this.bySource.delete(source);
      this.byId.delete(flow.id);
    }
  }

  close(): void {
    this.socket.close();
    this.served?.dismiss('the lease has ended');
    this.served = undefined;
  }

  private receive(packet: Buffer, from: RemoteInfo): void {
    const { counters } = this.options;
    if (!isAnswerable(from)) return;
    if (!this.served) {
      counters.droppedUnattached++;
      return;
    }
    const flow = this.flowOf(from);
    if (!flow) {
      counters.droppedFlows++;
      return;
    }
    flow.at = this.now();
    this.bytesIn += packet.length;
    counters.packetsIn++;
    counters.bytesIn += packet.length;
    this.served.sendFrame(flow.id, packet);
  }

  private flowOf({ address, port }: RemoteInfo): Flow | undefined {
    const source = `${port}/${address}`;
    const known = this.bySource.get(source);
    if (known || this.byId.size >= this.options.limits.flowsPerLease) return known;
    const flow: Flow = { id: this.nextId(), address, port, at: 0 };
    this.bySource.set(source, flow);
    this.byId.set(flow.id, flow);
    return flow;
  }

  private nextId(): number {
    do this.lastId = this.lastId >= MAX_FLOW_ID ? 1 : this.lastId + 1;
    while (this.byId.has(this.lastId));
    return this.lastId;
  }
}
