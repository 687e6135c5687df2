import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { sha256 } from '#libs/crypto';
import { EventBus } from '#libs/events';
import { NODE_DEAD_MS } from '../../nodes/index.js';
import { Recordings } from '../../vod/index.js';
import type { PublishProtocol, PublishRequest } from '../engine/publishing.js';
import { OwnMediaNode } from '../nodes/own-media-node.js';
import { ENCODING, LIVE } from '../stream.entity.js';
import { StreamWentLive, StreamWentOffline } from '../streams.events.js';
import { recordingFolder } from './recording-folder.js';
import type { StreamSessionState } from './stream-session.entity.js';

/** What an accepted publisher publishes to. */
export interface Claim {
  streamId: number;
  ownerId: number;
  sessionId: string;
  startedAt: Date;
  protocol: PublishProtocol;
  /** Of the recording; null when nothing is recorded. */
  recordingFolder: string | null;
}

interface ClaimedStream {
  id: number;
  owner_id: number;
  title: string;
  is_public: boolean;
  rtmp_enabled: boolean;
}

interface RunningSession {
  id: string;
  node_id: string;
  state: StreamSessionState;
  started_at: Date;
  recording_folder: string | null;
  /** Nobody has heard of its node for a while. */
  is_lost: boolean;
}

interface Token {
  id: number;
  session_id: string | null;
  is_expired: boolean;
}

/** Broadcasts in the database: who may begin one, who may come back to one. */
@Injectable()
export class StreamSessions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly config: PortalConfig,
    private readonly node: OwnMediaNode,
    private readonly recordings: Recordings,
    private readonly events: EventBus,
  ) {}

  /**
   * A new broadcast of the key's stream, or the running one when its publisher is gone: `mayReplace` says whether that
   * is so of one at this node.
   * @throws DomainError stream_key.invalid, stream.already_live
   */
  async claim(
    { key, protocol }: Pick<PublishRequest, 'key' | 'protocol'>,
    mayReplace: (streamId: number) => boolean,
  ): Promise<Claim> {
    return this.dataSource.transaction(async (tx) => {
      const { stream, token } = await this.admit(key, protocol, tx);
      const running = await findRunning(stream.id, tx);
      if (running && !this.mayTake(running, () => mayReplace(stream.id))) throw new DomainError('stream.already_live');
      requireUsable(token, running);
      const session = running ? await this.resume(running, protocol, tx) : await this.begin(stream, protocol, tx);
      if (token && token.session_id === null) {
        await tx.query('UPDATE rtmp_tokens SET session_id = $2 WHERE id = $1', [token.id, session.id]);
      }
      return {
        streamId: stream.id,
        ownerId: stream.owner_id,
        sessionId: session.id,
        startedAt: session.started_at,
        protocol,
        recordingFolder: session.recording_folder,
      };
    });
  }

  /** The publisher is gone and may come back to this node. */
  async interrupted({ sessionId }: Claim): Promise<void> {
    await this.dataSource.query(
      `UPDATE stream_sessions SET state = 'interrupted', interrupted_at = now()
        WHERE id = $1 AND node_id = $2 AND state = 'live'`,
      [sessionId, this.node.id],
    );
  }

  /** What is recorded of it is being written. Idempotent. */
  async ending({ streamId, sessionId, ownerId }: Claim): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const [rows] = (await tx.query(
        `UPDATE stream_sessions SET state = 'ended', ended_at = now()
          WHERE id = $1 AND node_id = $2 AND state <> 'ended' RETURNING id`,
        [sessionId, this.node.id],
      )) as [unknown[], number];
      // Deleted with its stream, or gone on at another node.
      if (rows.length === 0) return;
      await tx.query('UPDATE streams SET is_live = $2, live_since = NULL WHERE id = $1', [streamId, ENCODING]);
      await this.events.publish(StreamWentOffline, { stream_id: streamId, owner_id: ownerId }, tx);
    });
  }

  /** What this node left on the air when it ended: to be gone on with, or ended. */
  async leftBehind(): Promise<Claim[]> {
    const rows = (await this.dataSource.query(
      `SELECT s.id, s.stream_id, s.protocol, s.started_at, s.recording_folder, t.owner_id
         FROM stream_sessions s JOIN streams t ON t.id = s.stream_id WHERE s.node_id = $1 AND s.state <> 'ended'`,
      [this.node.id],
    )) as (RunningSession & { stream_id: number; protocol: PublishProtocol; owner_id: number })[];
    return rows.map((row) => ({
      streamId: row.stream_id,
      ownerId: row.owner_id,
      sessionId: row.id,
      startedAt: row.started_at,
      protocol: row.protocol,
      recordingFolder: row.recording_folder,
    }));
  }

  /** Streams whose last broadcast at this node was never settled. */
  async unsettled(): Promise<number[]> {
    const rows = (await this.dataSource.query(
      `SELECT t.id FROM streams t WHERE t.is_live = $1
          AND NOT EXISTS (SELECT 1 FROM stream_sessions s WHERE s.stream_id = t.id AND s.state <> 'ended')
          AND (SELECT s.node_id FROM stream_sessions s WHERE s.stream_id = t.id ORDER BY s.id DESC LIMIT 1) = $2`,
      [ENCODING, this.node.id],
    )) as { id: number }[];
    return rows.map(({ id }) => id);
  }

  private async admit(
    key: string,
    protocol: PublishProtocol,
    tx: EntityManager,
  ): Promise<{ stream: ClaimedStream; token: Token | null }> {
    const token = protocol === 'rtmp' ? await this.findToken(key, tx) : null;
    const byKey = protocol !== 'rtmp' && key.startsWith('live_');
    const place = token
      ? { where: 't.id = $1', value: token.stream_id }
      : { where: 't.key_hash = $1', value: sha256(key) };
    if (!token && !byKey) throw new DomainError('stream_key.invalid');
    const [stream] = (await tx.query(
      `SELECT t.id, t.owner_id, t.title, t.is_public, t.rtmp_enabled FROM streams t JOIN users u ON u.id = t.owner_id
        WHERE ${place.where} AND u.disabled_at IS NULL FOR NO KEY UPDATE OF t`,
      [place.value],
    )) as ClaimedStream[];
    if (!stream || (protocol === 'rtmp' && !stream.rtmp_enabled)) throw new DomainError('stream_key.invalid');
    return { stream, token };
  }

  private async findToken(text: string, tx: EntityManager): Promise<Token & { stream_id: number }> {
    const isPossible = this.config.get('RTMP_PLAIN_ENABLED') && text.startsWith('rtmp_');
    const [token] = (
      isPossible
        ? await tx.query(
            `SELECT id, stream_id, session_id, expires_at <= now() AS is_expired FROM rtmp_tokens WHERE hash = $1 FOR UPDATE`,
            [sha256(text)],
          )
        : []
    ) as (Token & { stream_id: number })[];
    if (!token) throw new DomainError('stream_key.invalid');
    return token;
  }

  private mayTake({ node_id, state, is_lost }: RunningSession, mayReplace: () => boolean): boolean {
    return node_id === this.node.id ? mayReplace() : state === 'interrupted' || is_lost;
  }

  private async resume({ id }: RunningSession, protocol: PublishProtocol, tx: EntityManager): Promise<RunningSession> {
    const [[session]] = (await tx.query(
      `UPDATE stream_sessions SET state = 'live', interrupted_at = NULL, node_id = $2, protocol = $3 WHERE id = $1
        RETURNING id, started_at, recording_folder`,
      [id, this.node.id, protocol],
    )) as [[RunningSession], number];
    return session;
  }

  private async begin(stream: ClaimedStream, protocol: PublishProtocol, tx: EntityManager): Promise<RunningSession> {
    const [session] = (await tx.query(
      `INSERT INTO stream_sessions (stream_id, node_id, protocol) VALUES ($1, $2, $3) RETURNING id, started_at`,
      [stream.id, this.node.id, protocol],
    )) as [RunningSession];
    const isRecorded = await this.recordings.isWanted(stream.owner_id, tx);
    const folder = isRecorded ? await freeFolder(stream, session, tx) : null;
    await tx.query('UPDATE stream_sessions SET recording_folder = $2 WHERE id = $1', [session.id, folder]);
    await tx.query('UPDATE streams SET is_live = $2, live_since = $3 WHERE id = $1', [
      stream.id,
      LIVE,
      session.started_at,
    ]);
    const { id: stream_id, owner_id, title, is_public } = stream;
    await this.events.publish(StreamWentLive, { stream_id, owner_id, title, is_public }, tx);
    return { ...session, recording_folder: folder };
  }
}

/** One use: the first session it opens is the only one, and that only while it lasts. */
const requireUsable = (token: Token | null, running: RunningSession | undefined): void => {
  if (!token) return;
  const isUsable = token.session_id === null ? !token.is_expired : token.session_id === running?.id;
  if (!isUsable) throw new DomainError('stream_key.invalid');
};

const findRunning = async (streamId: number, tx: EntityManager): Promise<RunningSession | undefined> => {
  const [running] = (await tx.query(
    `SELECT s.id, s.node_id, s.state, s.started_at, s.recording_folder,
            COALESCE(n.seen_at < now() - $2 * interval '1 ms', true) AS is_lost
       FROM stream_sessions s LEFT JOIN media_nodes n ON n.id = s.node_id
      WHERE s.stream_id = $1 AND s.state <> 'ended' FOR UPDATE OF s`,
    [streamId, NODE_DEAD_MS],
  )) as RunningSession[];
  return running;
};

/** Two of a title that begin in one second do not share a folder. */
const freeFolder = async (stream: ClaimedStream, session: RunningSession, tx: EntityManager): Promise<string> => {
  const folder = recordingFolder(stream.title, session.id, session.started_at);
  const [{ taken }] = (await tx.query(
    `SELECT EXISTS (SELECT 1 FROM stream_sessions s JOIN streams t ON t.id = s.stream_id
                     WHERE t.owner_id = $1 AND s.recording_folder = $2) AS taken`,
    [stream.owner_id, folder],
  )) as [{ taken: boolean }];
  return taken ? `${folder}_${session.id}` : folder;
};
