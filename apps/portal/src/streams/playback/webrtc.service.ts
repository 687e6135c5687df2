import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError, hasScope } from '#libs/contracts';
import { sha256 } from '#libs/crypto';
import type { Principal } from '../../auth/index.js';
import type { MediaClient, WebRtcAnswer } from '../nodes/media-client.js';
import { MediaNodes } from '../nodes/media-nodes.js';
import { StreamKeys } from '../publishing/stream-keys.js';
import { Stream } from '../stream.entity.js';
import { PlayableStreams } from './playable-streams.js';
import { PlaybackAccess, type Watcher } from './playback-access.js';

/** A WHIP or WHEP session as its resource. */
export interface WebRtcSession {
  /** The last part of its address: nobody else can guess it. */
  name: string;
  /** RFC 9725 §4.3.1: of its ICE session; there is no other, ICE is not restarted. */
  etag: string;
  answer: string;
  degraded: WebRtcAnswer['degraded'];
}

export interface Publishing {
  /** `live_…`; the owner, signed in, may name the stream by `pub_…`. */
  key: string;
  principal: Principal | null;
  address: string;
  userAgent: string | null;
}

/** Node and session. */
const SESSION = /^([\w-]{1,36})\.([\w-]{1,128})$/;

/** Signalling of browsers that publish or watch; the media goes past this process. */
@Injectable()
export class WebRtcService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly nodes: MediaNodes,
    private readonly keys: StreamKeys,
    private readonly streams: PlayableStreams,
    private readonly access: PlaybackAccess,
  ) {}

  /** @throws DomainError stream_key.invalid, stream.already_live, stream.unsupported, webrtc.offer_invalid, server.unavailable */
  async publish({ key, principal, address, userAgent }: Publishing, offer: string): Promise<WebRtcSession> {
    const publishKey = key.startsWith('pub_') ? await this.keyOf(key, principal) : key;
    const { nodeId, client } = await this.nodeFor(publishKey);
    return sessionOf(nodeId, await client.publish({ key: publishKey, address, userAgent, offer }));
  }

  /** @throws DomainError stream.not_found, stream.offline, share.invalid, auth.required, webrtc.offer_invalid, stream.unsupported */
  async play(watcher: Watcher, offer: string): Promise<WebRtcSession> {
    const { stream } = await this.access.require(watcher);
    const { nodeId, client } = await this.nodes.ofStream(stream.id);
    return sessionOf(nodeId, await client.play(stream.id, offer));
  }

  /** @throws DomainError webrtc.session_not_found, webrtc.session_changed, webrtc.offer_invalid */
  async addCandidates(name: string, fragment: string, ifMatch: string | undefined): Promise<void> {
    const { client, sessionId } = await this.find(name);
    const isSame = ifMatch === undefined || ifMatch.split(',').some((tag) => ['*', etagOf(name)].includes(tag.trim()));
    if (!isSame) throw new DomainError('webrtc.session_changed');
    await client.addCandidates(sessionId, fragment);
  }

  /** @throws DomainError webrtc.session_not_found */
  async end(name: string): Promise<void> {
    const { client, sessionId } = await this.find(name);
    await client.endWebRtc(sessionId);
  }

  /** Where the stream's broadcast is, if it has one to come back to. The node's gate says whether the key is good. */
  private async nodeFor(key: string): Promise<{ nodeId: string; client: MediaClient }> {
    const stream = await this.streams.find(key);
    if (!stream) return this.nodes.any();
    return this.nodes.ofStream(stream.id).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === 'stream.offline') return this.nodes.any();
      throw error;
    });
  }

  private async keyOf(playbackKey: string, principal: Principal | null): Promise<string> {
    if (!principal || !hasScope(principal.scopes, 'streams:write')) throw new DomainError('stream_key.invalid');
    const where = { playbackKey, ownerId: principal.userId };
    const stream = await this.dataSource.manager.findOneBy(Stream, where);
    if (!stream) throw new DomainError('stream_key.invalid');
    return this.keys.open(stream);
  }

  private async find(name: string): Promise<{ client: MediaClient; sessionId: string }> {
    const [, nodeId, sessionId] = SESSION.exec(name) ?? [];
    if (!nodeId || !sessionId) throw new DomainError('webrtc.session_not_found');
    return { client: await this.nodes.ofId(nodeId), sessionId };
  }
}

const etagOf = (name: string): string => `"${sha256(name, 'base64url').slice(0, 22)}"`;

const sessionOf = (nodeId: string, { sessionId, answer, degraded }: WebRtcAnswer): WebRtcSession => {
  const name = `${nodeId}.${sessionId}`;
  return { name, etag: etagOf(name), answer, degraded };
};
