import type { Type } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { Keyring, randomToken } from '#libs/crypto';
import type { TestPortal } from '#libs/testing';
import { nodeSecret } from '../../nodes/index.js';
import { StreamSession } from '../publishing/stream-session.entity.js';
import { LIVE, Stream } from '../stream.entity.js';
import type { HlsReply, LiveStatus, MediaClient, WebRtcAnswer } from './media-client.js';
import { MediaFace } from './media-face.js';
import { MediaNode } from './media-node.entity.js';

const NODE_ID = 'peer';

const STATUS: LiveStatus = {
  protocol: 'rtmps',
  isPublishing: true,
  tracks: [
    { kind: 'video', codec: 'avc1.64001f', width: 1920, height: 1080, fps: 30, bitrate: 4_700_000 },
    { kind: 'audio', codec: 'mp4a.40.2', sampleRate: 48_000, channels: 2, bitrate: 160_000 },
  ],
  keyFrameInterval: 2,
  hasBFrames: false,
  isSilentByWebRtc: false,
  dropped: 0,
  webRtcViewers: 0,
};

/** A media node that carries no media: it says what a test wants, over the real inner face. */
export class MediaNodePeer implements MediaClient {
  readonly files = new Map<string, Partial<HlsReply>>();
  status_: Partial<LiveStatus> = {};
  image: Buffer | null = null;
  degraded: WebRtcAnswer['degraded'];
  /** Publish keys that are good. */
  readonly keys = new Set<string>();
  readonly sessions = new Map<string, { offer: string; fragments: string[]; key?: string; address?: string }>();
  /** What was asked for, in order. */
  readonly asked: string[] = [];
  /** Resolves what waits for `gate`. */
  gate: Promise<void> = Promise.resolve();
  private face: MediaFace;

  constructor(private readonly portal: TestPortal) {}

  async open(): Promise<void> {
    const onError = (error: unknown): void => console.error(error);
    const keyring = this.portal.get(Keyring as unknown as Type<Keyring>);
    this.face = new MediaFace({ media: this, secret: nodeSecret(keyring, 'media'), onError });
    const port = await this.face.listen(0, '127.0.0.1');
    const ports = { rtmp: 1935, rtmps: 1936, rtsps: 8322, webrtc: 8189 };
    await this.portal.get(DataSource).manager.upsert(
      MediaNode,
      // For as long as a test lasts.
      {
        id: NODE_ID,
        url: `http://127.0.0.1:${port}`,
        capabilities: { ports, ffmpeg: true },
        seenAt: new Date(Date.now() + 3_600_000),
      },
      ['id'],
    );
  }

  close(): Promise<void> {
    return this.face.close();
  }

  /** As if somebody published to it. */
  async goLive(streamId: number): Promise<void> {
    const { manager } = this.portal.get(DataSource);
    await manager.insert(StreamSession, { streamId, nodeId: NODE_ID, protocol: 'rtmps' });
    await manager.update(Stream, { id: streamId }, { isLive: LIVE, liveSince: new Date() });
  }

  file(name: string, body: string | Buffer, more: Partial<HlsReply> = {}): void {
    this.files.set(name, { body: Buffer.from(body as string), ...more });
  }

  async hls(streamId: number, file: string, query: URLSearchParams): Promise<HlsReply> {
    this.asked.push(`hls ${streamId} ${file}${query.size > 0 ? `?${query}` : ''}`);
    await this.gate;
    const found = this.files.get(file);
    const body = Buffer.alloc(0);
    if (!found) return { status: 404, contentType: 'text/plain', body, isImmutable: false };
    return { status: 200, contentType: 'video/mp4', body, isImmutable: file.endsWith('.mp4'), ...found };
  }

  async publish({ key, address, offer }: { key: string; address: string; offer: string }): Promise<WebRtcAnswer> {
    this.asked.push('publish');
    if (!this.keys.has(key)) throw new DomainError('stream_key.invalid');
    return this.openSession({ offer, fragments: [], key, address });
  }

  async play(streamId: number, offer: string): Promise<WebRtcAnswer> {
    this.asked.push(`play ${streamId}`);
    if (!offer.startsWith('v=0')) throw new DomainError('webrtc.offer_invalid');
    return this.openSession({ offer, fragments: [] });
  }

  async addCandidates(sessionId: string, fragment: string): Promise<void> {
    const session = this.sessions.get(sessionId);
    if (!session) throw new DomainError('webrtc.session_not_found');
    session.fragments.push(fragment);
  }

  async endWebRtc(sessionId: string): Promise<void> {
    if (!this.sessions.delete(sessionId)) throw new DomainError('webrtc.session_not_found');
  }

  async snapshot(streamId: number): Promise<Buffer | null> {
    this.asked.push(`snapshot ${streamId}`);
    await this.gate;
    return this.image;
  }

  async status(): Promise<LiveStatus> {
    return { ...STATUS, ...this.status_ };
  }

  private openSession(session: { offer: string; fragments: string[]; key?: string; address?: string }): WebRtcAnswer {
    const sessionId = randomToken(16);
    this.sessions.set(sessionId, session);
    return { sessionId, answer: 'v=0 answer', degraded: this.degraded };
  }
}
