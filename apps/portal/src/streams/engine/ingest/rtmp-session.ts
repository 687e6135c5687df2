import type { Socket } from 'node:net';
import { DomainError } from '#libs/contracts';
import {
  amf0PartOf,
  commandMessage,
  controlMessage,
  decodeAmf0,
  isAmfObject,
  MalformedMedia,
  peerBandwidthMessage,
  RTMP,
  RtmpWire,
  ServerGreeting,
  USER_CONTROL,
  userControlMessage,
  FOURCC_LIST,
  type AmfValue,
  type ChunkLimits,
  type RtmpMessage,
} from '#libs/media';
import type { Publication, PublishEnd, Publisher, PublishGate } from '../publishing.js';
import { RtmpMedia } from './rtmp-media.js';
import { streamKeyOf } from './rtmp-stream-key.js';

export interface RtmpSessionOptions {
  gate: PublishGate;
  protocol: 'rtmp' | 'rtmps';
  /** IP address of the encoder. */
  address: string;
  /** From connecting until there is an accepted publisher; its gate's time counts. */
  publishMs: number;
  /** Without audio and video a publisher is over after this. */
  silenceMs: number;
  /** Something of ours is broken; the session is over. */
  onFault: (error: unknown) => void;
}

const BEFORE_PUBLISHING: ChunkLimits = { maxMessageBytes: 64 * 1024, maxPartialBytes: 128 * 1024, maxChunkStreams: 64 };
const PUBLISHING: ChunkLimits = { maxMessageBytes: 8 << 20, maxPartialBytes: 16 << 20, maxChunkStreams: 64 };
const WINDOW_BYTES = 2_500_000;
/** Some encoders cut what they send as they are sent to: by 128 bytes otherwise, each with a header and a packet of its own. */
const CHUNK_BYTES = 64 * 1024;
const MAX_STREAMS = 16;
/** Of our answers, which are small. */
const MAX_UNREAD_BYTES = 64 * 1024;
const MAX_USER_AGENT_CHARS = 200;
/** How long an encoder may read why it is closed. */
const FAREWELL_MS = 500;

/** What an encoder is told when its publication is over. */
const FAREWELL: Record<Exclude<PublishEnd, 'left'>, string> = {
  silent: 'Nothing came for too long.',
  malformed: 'What came cannot be read.',
  replaced: 'Another connection publishes this stream now.',
  revoked: 'The stream was ended.',
  shutdown: 'The portal stops.',
};

/** One encoder's connection, from the handshake to the end. Reads no media before the gate has let it in. */
export class RtmpSession implements Publisher {
  readonly closed: Promise<void>;
  private readonly wire: RtmpWire;
  /** Until it is done. */
  private greeting: ServerGreeting | undefined = new ServerGreeting();
  private app = '';
  private userAgent: string | null = null;
  private streams = 0;
  private publication: Publication | undefined;
  private media: RtmpMedia | undefined;
  private streamId = 0;
  private isAsking = false;
  private isOver = false;
  private mediaAt = 0;
  private watchdog: NodeJS.Timeout;

  constructor(
    private readonly socket: Socket,
    private readonly options: RtmpSessionOptions,
  ) {
    this.wire = new RtmpWire((pieces) => this.output(pieces), BEFORE_PUBLISHING);
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    this.watchdog = setTimeout(() => this.finish('silent'), options.publishMs);
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => this.receive(bytes));
    socket.on('error', () => this.finish('left'));
    socket.on('end', () => this.finish('left'));
    socket.on('close', () => this.finish('left'));
  }

  close(reason: PublishEnd): void {
    this.finish(reason);
  }

  private receive(bytes: Buffer): void {
    if (this.isOver) return;
    this.guarded(() => {
      if (this.greeting) this.greet(bytes);
      else this.wire.receive(bytes);
      this.readOn();
    });
  }

  /** What the other side sends must not throw any further. */
  private guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof DomainError) return this.finish('malformed', error.message);
      if (!(error instanceof MalformedMedia)) this.options.onFault(error);
      this.finish('malformed');
    }
  }

  private greet(bytes: Buffer): void {
    const { answer, rest } = this.greeting!.take(bytes);
    if (answer) this.socket.write(answer);
    if (!rest) return;
    this.greeting = undefined;
    this.wire.receive(rest);
  }

  private readOn(): void {
    while (!this.greeting && !this.isOver && !this.isAsking) {
      const message = this.wire.read();
      if (!message) return;
      this.take(message);
    }
  }

  private take(message: RtmpMessage): void {
    if (message.type === RTMP.command || message.type === RTMP.commandAmf3) return this.obey(message);
    if (!this.media) return;
    if (message.type === RTMP.audio || message.type === RTMP.video) this.mediaAt = performance.now();
    this.media.take(message);
  }

  private obey(message: RtmpMessage): void {
    const [name, transaction, object, argument] = decodeAmf0(amf0PartOf(message));
    switch (name) {
      case 'connect':
        return this.connect(transaction, object);
      case 'createStream':
        return this.createStream(transaction);
      case 'FCPublish':
        // Flash Media Live Encoder waits for it.
        this.send(0, 'onFCPublish', 0, null, { code: 'NetStream.Publish.Start' });
        return this.send(0, '_result', transaction, null, undefined);
      case 'releaseStream':
      case '_checkbw':
        return this.send(0, '_result', transaction, null, undefined);
      case 'publish':
        return this.publish(message.streamId, String(argument ?? ''));
      case 'FCUnpublish':
      case 'deleteStream':
      case 'closeStream':
        return this.media ? this.finish('left') : undefined;
      case 'play':
        this.status('error', 'NetStream.Play.Failed', 'Here streams are only published.', message.streamId);
        return this.finish('left');
    }
  }

  private connect(transaction: AmfValue, object: AmfValue): void {
    if (!isAmfObject(object)) throw new MalformedMedia('connect');
    this.app = String(object['app'] ?? '');
    const agent = object['flashVer'];
    this.userAgent = typeof agent === 'string' ? agent.slice(0, MAX_USER_AGENT_CHARS) : null;
    this.wire.send(controlMessage(RTMP.windowSize, WINDOW_BYTES));
    this.wire.send(peerBandwidthMessage(WINDOW_BYTES));
    this.wire.setChunkSize(CHUNK_BYTES);
    this.send(
      0,
      '_result',
      transaction,
      { fmsVer: 'FMS/3,0,1,123', capabilities: 31 },
      {
        level: 'status',
        code: 'NetConnection.Connect.Success',
        description: 'Connection succeeded.',
        objectEncoding: 0,
        fourCcList: [...FOURCC_LIST],
      },
    );
  }

  private createStream(transaction: AmfValue): void {
    if (++this.streams > MAX_STREAMS) throw new MalformedMedia('RTMP: streams');
    this.send(0, '_result', transaction, null, this.streams);
  }

  private publish(streamId: number, name: string): void {
    if (this.media) {
      this.status('error', 'NetStream.Publish.BadName', 'This connection publishes already.', streamId);
      return;
    }
    this.streamId = streamId;
    this.isAsking = true;
    this.socket.pause();
    void this.ask(streamKeyOf(this.app, name)).finally(() => {
      this.isAsking = false;
      this.socket.resume();
      this.guarded(() => this.readOn());
    });
  }

  private async ask(key: string): Promise<void> {
    const { gate, protocol, address } = this.options;
    try {
      const publication = await gate.open({ protocol, key, address, userAgent: this.userAgent }, this);
      if (this.isOver) return publication.end('left');
      this.begin(publication);
    } catch (error) {
      if (!(error instanceof DomainError)) this.options.onFault(error);
      const words = error instanceof DomainError ? error : new DomainError('server.unavailable');
      this.finish('left', words.message);
    }
  }

  private begin(publication: Publication): void {
    this.publication = publication;
    this.media = new RtmpMedia(publication);
    this.wire.limits = PUBLISHING;
    this.wire.send(userControlMessage(USER_CONTROL.streamBegin, this.streamId));
    this.status('status', 'NetStream.Publish.Start', 'Publishing.');
    clearTimeout(this.watchdog);
    this.mediaAt = performance.now();
    this.watch(this.options.silenceMs);
  }

  private watch(afterMs: number): void {
    this.watchdog = setTimeout(() => {
      const left = this.options.silenceMs - (performance.now() - this.mediaAt);
      if (left <= 0) this.finish('silent');
      else this.watch(left);
    }, afterMs);
  }

  private output(pieces: Buffer[]): void {
    if (this.socket.writableLength > MAX_UNREAD_BYTES) throw new MalformedMedia('RTMP: answers nobody reads');
    this.socket.write(Buffer.concat(pieces));
  }

  private send(streamId: number, ...values: AmfValue[]): void {
    this.wire.send(commandMessage(streamId, ...values));
  }

  private status(level: 'status' | 'error', code: string, description: string, streamId = this.streamId): void {
    this.send(streamId, 'onStatus', 0, null, { level, code, description });
  }

  /** `words` go to the encoder; without them what `reason` says does. */
  private finish(reason: PublishEnd, words = reason === 'left' ? undefined : FAREWELL[reason]): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.watchdog);
    this.publication?.end(reason);
    if (this.socket.destroyed) return;
    if (words && !this.greeting && this.socket.writableLength < MAX_UNREAD_BYTES)
      this.status('error', 'NetStream.Publish.BadName', words);
    // Reading goes on into nothing: closing with bytes unread would reset the connection, and the words with it.
    this.socket.resume();
    this.socket.end();
    setTimeout(() => this.socket.destroy(), FAREWELL_MS).unref();
  }
}
