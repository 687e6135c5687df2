import type { Socket } from 'node:dgram';
import { Backoff } from '../backoff.js';
import { TunnelError } from '../problem.js';
import type { Target } from '../target.js';
import { dialUdp } from './dial-udp.js';
import type { QuicClient, QuicClientOptions } from './quic-client.js';

/** As long as the relay keeps a flow. */
const FLOW_IDLE_MS = 30_000;
const SWEEP_MS = 5_000;
/** Callers at once; packets of more are dropped. */
const MAX_FLOWS = 4_096;
/** Of one flow, while its socket is being opened. */
const MAX_QUEUED = 16;

type Handlers = Pick<QuicClientOptions, 'onFrame' | 'onClose' | 'signal'>;

export interface UdpForwarderOptions {
  target: Target;
  open(handlers: Handlers): Promise<Pick<QuicClient, 'send' | 'close'>>;
  onBytes(bytesIn: number, bytesOut: number): void;
  onProblem(error: unknown): void;
}

/** One public address; its socket makes the service's answers come back to it. */
interface Flow {
  socket: Socket | undefined;
  queued: Buffer[];
  activeAt: number;
}

/** Keeps a connection for a UDP lease and leads each flow to the local service by a socket of its own. */
export class UdpForwarder {
  private readonly flows = new Map<number, Flow>();
  private client: Pick<QuicClient, 'send' | 'close'> | undefined;

  constructor(private readonly options: UdpForwarderOptions) {}

  /** Until `signal` aborts. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const sweep = setInterval(() => this.sweep(), SWEEP_MS);
    const backoff = new Backoff();
    while (!signal.aborted) {
      try {
        await this.serve(signal, () => backoff.reset());
      } catch (error) {
        if (signal.aborted) break;
        const reason = `UDP is interrupted: ${(error as Error).message}`;
        this.options.onProblem(new TunnelError('udp.interrupted', reason, { cause: error }));
        await backoff.pause(signal).catch(() => undefined);
      }
    }
    clearInterval(sweep);
  }

  /** One connection; throws when it is lost. The relay numbers the flows of the next one anew. */
  private async serve(signal: AbortSignal, onOpen: () => void): Promise<void> {
    const { promise: closed, resolve: onClose } = withResolvers<string>();
    this.client = await this.options.open({ onClose, signal, onFrame: (id, payload) => this.toService(id, payload) });
    const close = (): void => this.client?.close();
    signal.addEventListener('abort', close, { once: true });
    if (signal.aborted) close();
    onOpen();
    try {
      const reason = await closed;
      if (!signal.aborted) throw new Error(reason);
    } finally {
      signal.removeEventListener('abort', close);
      this.client = undefined;
      for (const id of this.flows.keys()) this.drop(id);
    }
  }

  private toService(id: number, payload: Buffer): void {
    const flow = this.flows.get(id) ?? this.openFlow(id);
    if (!flow) return;
    flow.activeAt = performance.now();
    this.options.onBytes(payload.length, 0);
    // What was handed over may be overwritten before the system has taken it.
    const packet = Buffer.from(payload);
    if (flow.socket) flow.socket.send(packet, ignore);
    else if (flow.queued.length < MAX_QUEUED) flow.queued.push(packet);
  }

  private openFlow(id: number): Flow | undefined {
    if (this.flows.size >= MAX_FLOWS) return undefined;
    const flow: Flow = { socket: undefined, queued: [], activeAt: 0 };
    this.flows.set(id, flow);
    const { host, port } = this.options.target;
    dialUdp(host, port).then(
      (socket) => this.joinFlow(id, flow, socket),
      (error: Error) => {
        this.drop(id);
        this.options.onProblem(new TunnelError('target.unreachable', `UDP ${host}:${port}: ${error.message}`));
      },
    );
    return flow;
  }

  private joinFlow(id: number, flow: Flow, socket: Socket): void {
    if (this.flows.get(id) !== flow) return void socket.close();
    flow.socket = socket;
    // Nobody listens at the service's port; the next packet may find it.
    socket.on('error', ignore);
    socket.on('message', (packet) => {
      flow.activeAt = performance.now();
      if (this.client?.send(id, packet)) this.options.onBytes(0, packet.length);
    });
    for (const packet of flow.queued.splice(0)) socket.send(packet, ignore);
  }

  private sweep(): void {
    const now = performance.now();
    for (const [id, { activeAt }] of this.flows) if (now - activeAt > FLOW_IDLE_MS) this.drop(id);
  }

  private drop(id: number): void {
    this.flows.get(id)?.socket?.close();
    this.flows.delete(id);
  }
}

const ignore = (): void => undefined;

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve: resolve! };
}
