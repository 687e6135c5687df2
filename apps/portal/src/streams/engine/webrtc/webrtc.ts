import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { DomainError } from '#libs/contracts';
import { parseTrickleFragment, SdpError } from '#libs/media';
import { WhepFeed } from '../egress/whep-feed.js';
import { type ViewerStats, WhepViewer } from '../egress/whep-viewer.js';
import { WhipPublisher } from '../ingest/whip-publisher.js';
import type { LiveStream } from '../live-stream.js';
import type { PublishGate, PublishRequest } from '../publishing.js';
import { LoopDelay } from './loop-delay.js';
import { loadNativeWebRtc } from './native.js';
import { acceptFromPublisher, acceptFromViewer, readOffer } from './negotiation.js';
import type { PeerConfig } from './peer.js';
import type { WebRtcSession, WebRtcTimes } from './session.js';

export interface WebRtcOptions {
  /** UDP; 0 takes any free one. */
  port: number;
  /** Addresses under which peers reach this host, where it does not have them itself. */
  announcedIps?: readonly string[];
  bindAddress?: string;
  /** Makes Opus of AAC for viewers; null leaves them without sound. */
  ffmpeg: string | null;
  /** What a publisher is told as its limit. */
  maxPublishBitsPerSecond?: number;
  maxViewers?: number;
  /** Above it no viewer is taken. */
  maxLoopDelayMs?: number;
  times?: Partial<WebRtcTimes>;
  /** How late the event loop is, in milliseconds. */
  loopDelayMs?: () => number;
}

export interface WhepAnswer {
  sessionId: string;
  /** SDP. */
  answer: string;
  degraded?: 'b-frames' | 'no-audio';
}

export interface ViewerStatus extends ViewerStats {
  sessionId: string;
  since: Date;
  /** False while its player has not taken the answer up. */
  isConnected: boolean;
}

const TIMES: WebRtcTimes = {
  connectMs: 10_000,
  silentMs: 5000,
  viewerSilentMs: 10_000,
  keyFrameMs: 2000,
  checkMs: 250,
};
const MAX_PUBLISH_BITS_PER_SECOND = 8_000_000;
const MAX_VIEWERS = 1000;
const MAX_LOOP_DELAY_MS = 100;

interface Viewing {
  stream: LiveStream;
  feed: WhepFeed;
  viewers: Map<string, WhepViewer>;
}

/** WHIP and WHEP of one media process, all over one UDP port. */
export class WebRtc {
  private readonly sessions = new Map<string, WebRtcSession>();
  private readonly viewings = new Map<number, Viewing>();
  private readonly times: WebRtcTimes;
  private readonly timer: NodeJS.Timeout;
  private readonly ownLoopDelay: LoopDelay | undefined;

  private constructor(
    private readonly options: WebRtcOptions,
    private readonly peers: PeerConfig,
  ) {
    this.times = { ...TIMES, ...options.times };
    this.timer = setInterval(() => this.check(), this.times.checkMs);
    this.ownLoopDelay = options.loopDelayMs ? undefined : new LoopDelay();
  }

  /**
   * Loads the native engine: once in a process.
   * @throws Error — the port is taken, or the engine does not run here
   */
  static async open(options: WebRtcOptions): Promise<WebRtc> {
    const { announcedIps = [], bindAddress } = options;
    const [native, port] = await Promise.all([loadNativeWebRtc(), freePort(options.port, bindAddress)]);
    return new WebRtc(options, { native, port, announcedIps, bindAddress });
  }

  get port(): number {
    return this.peers.port;
  }

  /**
   * WHIP, RFC 9725.
   * @throws DomainError webrtc.offer_invalid, stream.unsupported, and those of the gate
   */
  async publishByWhip(
    { offer: text, ...request }: Omit<PublishRequest, 'protocol'> & { offer: string },
    gate: PublishGate,
  ): Promise<{ sessionId: string; answer: string }> {
    const offer = readOffer(text);
    const accepted = acceptFromPublisher(offer);
    const sessionId = newSessionId();
    const publisher = new WhipPublisher({
      id: sessionId,
      times: this.times,
      maxBitsPerSecond: this.options.maxPublishBitsPerSecond ?? MAX_PUBLISH_BITS_PER_SECOND,
      onEnd: () => this.sessions.delete(sessionId),
    });
    const publication = await gate.open({ protocol: 'whip', ...request }, publisher);
    this.sessions.set(sessionId, publisher);
    return { sessionId, answer: await publisher.connect(this.peers, offer, accepted, publication) };
  }

  /**
   * WHEP. `hasBFrames`: whether any have been seen, for encoders that do not announce them.
   * @throws DomainError webrtc.offer_invalid, stream.unsupported, stream.offline, server.unavailable
   */
  async playByWhep(
    stream: LiveStream,
    { offer: text, hasBFrames = false }: { offer: string; hasBFrames?: boolean },
  ): Promise<WhepAnswer> {
    const offer = readOffer(text);
    this.requireRoom();
    if (!stream.isLive) throw new DomainError('stream.offline');
    const video = stream.tracks.find((track) => track.kind === 'video');
    const accepted = acceptFromViewer(offer, video);
    const sessionId = newSessionId();
    const viewing = this.viewingOf(stream);
    const viewer = new WhepViewer({
      id: sessionId,
      times: this.times,
      feed: viewing.feed,
      onEnd: () => this.forget(stream.id, sessionId),
    });
    viewing.viewers.set(sessionId, viewer);
    this.sessions.set(sessionId, viewer);
    viewing.feed.add(viewer);
    if (hasBFrames) viewing.feed.noteBFrames();
    const { degraded } = viewing.feed;
    // An answer to HEVC with B-frames would show next to nothing, and they cannot be left out of it.
    if (degraded === 'b-frames' && video?.codec !== 'h264') {
      viewer.close('left');
      throw new DomainError('stream.unsupported');
    }
    const answer = await viewer.connect(this.peers, offer, accepted, video);
    return { sessionId, answer, ...(degraded && { degraded }) };
  }

  /**
   * `fragment` is the body of a PATCH, application/trickle-ice-sdpfrag.
   * @throws DomainError webrtc.session_not_found, webrtc.offer_invalid, webrtc.restart_unsupported
   */
  addCandidates(sessionId: string, fragment: string): void {
    const session = this.requireSession(sessionId);
    try {
      const { ufrag, candidates } = parseTrickleFragment(fragment);
      if (ufrag !== null && ufrag !== session.ufrag) throw new DomainError('webrtc.restart_unsupported');
      session.addCandidates(candidates);
    } catch (error) {
      if (error instanceof SdpError) throw new DomainError('webrtc.offer_invalid', { text: error.message });
      throw error;
    }
  }

  /** @throws DomainError webrtc.session_not_found */
  end(sessionId: string): void {
    this.requireSession(sessionId).close('left');
  }

  viewers(streamId: number): ViewerStatus[] {
    const viewers = [...(this.viewings.get(streamId)?.viewers.values() ?? [])];
    return viewers.map(({ id, since, isConnected, stats }) => ({ sessionId: id, since, isConnected, ...stats }));
  }

  /** Idempotent. */
  close(): void {
    clearInterval(this.timer);
    this.ownLoopDelay?.close();
    for (const session of [...this.sessions.values()]) session.close('shutdown');
  }

  private check(): void {
    const now = performance.now();
    for (const session of [...this.sessions.values()]) session.check(now);
  }

  private requireRoom(): void {
    const delay = this.options.loopDelayMs?.() ?? this.ownLoopDelay?.milliseconds ?? 0;
    const isBusy = delay > (this.options.maxLoopDelayMs ?? MAX_LOOP_DELAY_MS);
    if (isBusy || this.sessions.size >= (this.options.maxViewers ?? MAX_VIEWERS))
      throw new DomainError('server.unavailable');
  }

  private requireSession(sessionId: string): WebRtcSession {
    const session = this.sessions.get(sessionId);
    if (!session) throw new DomainError('webrtc.session_not_found');
    return session;
  }

  private viewingOf(stream: LiveStream): Viewing {
    const known = this.viewings.get(stream.id);
    if (known?.stream === stream) return known;
    const viewing = { stream, feed: new WhepFeed(stream, this.options.ffmpeg), viewers: new Map<string, WhepViewer>() };
    this.viewings.set(stream.id, viewing);
    return viewing;
  }

  private forget(streamId: number, sessionId: string): void {
    this.sessions.delete(sessionId);
    const viewing = this.viewings.get(streamId);
    if (!viewing?.viewers.delete(sessionId) || viewing.viewers.size > 0) return;
    viewing.feed.close();
    this.viewings.delete(streamId);
  }
}

/** Whoever knows it may end the session: nobody guesses it. */
const newSessionId = (): string => randomBytes(16).toString('base64url');

/** The native engine says too late that a port is taken, and cannot choose one. */
const freePort = async (port: number, address?: string): Promise<number> => {
  const socket = createSocket('udp4');
  try {
    socket.bind(port, address);
    await once(socket, 'listening');
    return socket.address().port;
  } finally {
    socket.close();
  }
};
