import type { Socket } from 'node:net';
import { DomainError } from '#libs/contracts';
import {
  amf0PartOf,
  ClientGreeting,
  commandMessage,
  decodeAmf0,
  FOURCC_LIST,
  helloOf,
  isAmfObject,
  MalformedMedia,
  RTMP,
  RtmpWire,
  type AmfValue,
  type ChunkLimits,
  type OutgoingMessage,
  type RtmpMessage,
} from '#libs/media';
import type { RtmpAddress } from './rtmp-address.js';
import { RELAY_CHUNK_BYTES } from './rtmp-relay-runs.js';

const LIMITS: ChunkLimits = { maxMessageBytes: 64 * 1024, maxPartialBytes: 128 * 1024, maxChunkStreams: 64 };
/** For what was said last to leave. */
const FAREWELL_MS = 1_000;
const MAX_REASON_CHARS = 200;

const TRANSACTION = { connect: 1, releaseStream: 2, prePublish: 3, createStream: 4, publish: 5, end: 6 } as const;
/** Stands for the end of the handshake among the transactions. */
const GREETED = 0;

interface Reply {
  resolve(values: AmfValue[]): void;
  reject(error: DomainError): void;
}

/** The client's side of one connection that publishes. */
export class RtmpClient {
  /** What the far side takes beyond H.264 and AAC; `*` is everything. */
  fourccs: ReadonlySet<string> = new Set();
  /** As the far side has named it. */
  streamId = 0;
  /** Resolves when it is over, for whatever reason. */
  readonly ended: Promise<DomainError>;
  private readonly wire: RtmpWire;
  private greeting: ClientGreeting | undefined = new ClientGreeting();
  private readonly replies = new Map<number, Reply>();
  private isOver = false;
  private failure: DomainError | undefined;
  private settleEnd!: (error: DomainError) => void;

  private constructor(
    private readonly socket: Socket,
    private readonly address: RtmpAddress,
  ) {
    this.ended = new Promise((resolve) => (this.settleEnd = resolve));
    this.wire = new RtmpWire((pieces) => this.output(pieces), LIMITS);
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => this.receive(bytes));
    socket.on('error', () => this.fail(new DomainError('relay.lost')));
    socket.on('close', () => this.fail(new DomainError('relay.lost')));
  }

  /**
   * Resolves when the far side takes the stream. An abort closes it, then and later.
   * @throws DomainError target.auth_failed, target.protocol, relay.lost; or the signal's reason
   */
  static async publish(socket: Socket, address: RtmpAddress, signal: AbortSignal): Promise<RtmpClient> {
    const client = new RtmpClient(socket, address);
    signal.addEventListener('abort', () => client.fail(signal.reason), { once: true });
    if (signal.aborted) client.fail(signal.reason);
    await client.begin();
    return client;
  }

  /** Bytes that wait for the far side. */
  get queuedBytes(): number {
    return this.socket.writableLength;
  }

  /** `streamId` is filled in. */
  send(message: Omit<OutgoingMessage, 'streamId'>): void {
    this.wire.send({ ...message, streamId: this.streamId });
  }

  /** Of whole messages in chunks of `RELAY_CHUNK_BYTES`. */
  write(pieces: readonly Buffer[]): void {
    if (this.isOver) return;
    this.socket.cork();
    for (const piece of pieces) this.socket.write(piece);
    this.socket.uncork();
  }

  /** Says goodbye. Idempotent. */
  close(): void {
    if (this.isOver) return;
    const { name } = this.address;
    this.command(0, 'FCUnpublish', TRANSACTION.end, null, name);
    this.command(0, 'deleteStream', TRANSACTION.end + 1, null, this.streamId);
    this.isOver = true;
    this.socket.end();
    setTimeout(() => this.socket.destroy(), FAREWELL_MS).unref();
    this.settleEnd(new DomainError('relay.lost'));
  }

  private async begin(): Promise<void> {
    const { app, name, url } = this.address;
    this.socket.write(helloOf());
    await this.reply(GREETED);
    this.wire.setChunkSize(RELAY_CHUNK_BYTES);
    const connected = this.reply(TRANSACTION.connect);
    this.command(0, 'connect', TRANSACTION.connect, {
      app,
      type: 'nonprivate',
      flashVer: 'FMLE/3.0 (compatible; Open Relay Portal)',
      tcUrl: url,
      fourCcList: [...FOURCC_LIST],
    });
    this.fourccs = fourccsOf(await connected);
    const created = this.reply(TRANSACTION.createStream);
    this.command(0, 'releaseStream', TRANSACTION.releaseStream, null, name);
    this.command(0, 'FCPublish', TRANSACTION.prePublish, null, name);
    this.command(0, 'createStream', TRANSACTION.createStream, null);
    const [, , , streamId] = await created;
    this.streamId = typeof streamId === 'number' ? streamId : 1;
    const published = this.reply(TRANSACTION.publish);
    this.command(this.streamId, 'publish', TRANSACTION.publish, null, name, 'live');
    await published;
  }

  private reply(transaction: number): Promise<AmfValue[]> {
    // What came with the reply before may have been the end.
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => this.replies.set(transaction, { resolve, reject }));
  }

  private settle(transaction: AmfValue, values: AmfValue[] = []): void {
    const reply = this.replies.get(Number(transaction));
    this.replies.delete(Number(transaction));
    reply?.resolve(values);
  }

  private receive(bytes: Buffer): void {
    if (this.isOver) return;
    try {
      if (this.greeting) this.greet(bytes);
      else this.wire.receive(bytes);
      if (this.greeting) return;
      for (let message = this.wire.read(); message && !this.isOver; message = this.wire.read()) this.take(message);
    } catch (error) {
      if (!(error instanceof MalformedMedia)) throw error;
      this.fail(new DomainError('target.protocol', { details: { reason: error.message } }));
    }
  }

  private greet(bytes: Buffer): void {
    const { answer, rest } = this.greeting!.take(bytes);
    if (!answer) return;
    this.socket.write(answer);
    this.greeting = undefined;
    this.wire.receive(rest!);
    this.settle(GREETED);
  }

  private take(message: RtmpMessage): void {
    if (message.type !== RTMP.command && message.type !== RTMP.commandAmf3) return;
    const values = decodeAmf0(amf0PartOf(message));
    const [name, transaction] = values;
    if (name === '_result') this.settle(transaction, values);
    // Some servers do not know releaseStream and FCPublish, and say so.
    else if (name === '_error' && this.replies.has(Number(transaction))) this.refused(values);
    else if (name === 'onStatus') this.takeStatus(values);
  }

  private takeStatus(values: AmfValue[]): void {
    const status = values.find(isAmfObject);
    if (status?.['level'] === 'error') this.refused(values);
    else if (status?.['code'] === 'NetStream.Publish.Start') this.settle(TRANSACTION.publish, values);
  }

  private refused(values: AmfValue[]): void {
    const status = values.findLast(isAmfObject);
    const words = String(status?.['description'] ?? status?.['code'] ?? '');
    const reason = words.replaceAll(this.address.name, '…').slice(0, MAX_REASON_CHARS);
    const isRunning = this.replies.size === 0;
    this.fail(new DomainError(isRunning ? 'relay.lost' : 'target.auth_failed', { details: { reason } }));
  }

  private command(streamId: number, ...values: AmfValue[]): void {
    this.wire.send(commandMessage(streamId, ...values));
  }

  private output(pieces: Buffer[]): void {
    if (!this.isOver) this.socket.write(Buffer.concat(pieces));
  }

  private fail(error: DomainError): void {
    if (this.isOver) return;
    this.isOver = true;
    this.failure = error;
    for (const reply of this.replies.values()) reply.reject(error);
    this.replies.clear();
    this.socket.destroy();
    this.settleEnd(error);
  }
}

/** In `connect`'s answer, wherever the server put it; newer ones have an object with the fourccs as its keys beside the list. */
const fourccsOf = (answer: AmfValue[]): ReadonlySet<string> => {
  const fourccs = new Set<string>();
  for (const { fourCcList, videoFourCcInfoMap, audioFourCcInfoMap } of answer.filter(isAmfObject)) {
    if (Array.isArray(fourCcList)) for (const fourcc of fourCcList) fourccs.add(String(fourcc));
    for (const map of [videoFourCcInfoMap, audioFourCcInfoMap])
      if (isAmfObject(map)) for (const fourcc of Object.keys(map)) fourccs.add(fourcc);
  }
  return fourccs;
};
