import { DomainError } from '#libs/contracts';
import type { PublishProtocol } from '../publishing.js';
import { MediaMtxHttp } from './mediamtx-http.js';

const TIMEOUT_MS = 5_000;
const PAGE_ITEMS = 1_000;

/** Sources and readers by the type MediaMTX gives them, and where its control API has them. */
const COLLECTIONS = {
  rtmpConn: 'rtmpconns',
  rtmpsConn: 'rtmpsconns',
  rtspSession: 'rtspsessions',
  rtspsSession: 'rtspssessions',
  webRTCSession: 'webrtcsessions',
} as const;

export type MediaMtxPeerType = keyof typeof COLLECTIONS;

/** What publishes to a path, or reads it. */
export interface MediaMtxPeer {
  type: MediaMtxPeerType;
  id: string;
}

/** As `/v3/paths` has it; more fields come than these. */
export interface MediaMtxPath {
  name: string;
  available: boolean;
  source: { type: string; id: string } | null;
  readers: { type: string; id: string }[];
}

/** What the portal calls the way a source publishes; plain RTSP has no name, for it is not let in. */
export const PROTOCOLS: Readonly<Partial<Record<string, PublishProtocol>>> = {
  rtmpConn: 'rtmp',
  rtmpsConn: 'rtmps',
  rtspsSession: 'rtsps',
  webRTCSession: 'whip',
};

/** The control API (v3) of a MediaMTX. */
export class MediaMtxApi {
  private readonly http: MediaMtxHttp;
  private readonly authorization: string;

  constructor(url: URL, secret: string) {
    this.http = new MediaMtxHttp(url, TIMEOUT_MS);
    this.authorization = `Basic ${Buffer.from(`portal:${secret}`).toString('base64')}`;
  }

  close(): Promise<void> {
    return this.http.close();
  }

  /** All of them. Not to be asked while MediaMTX waits for an answer of the hook: it would wait for ever. */
  async paths(): Promise<MediaMtxPath[]> {
    const all: MediaMtxPath[] = [];
    for (let page = 0, pages = 1; page < pages; page++) {
      const reply = await this.get<{ pageCount: number; items: MediaMtxPath[] }>(
        `/v3/paths/list?itemsPerPage=${PAGE_ITEMS}&page=${page}`,
      );
      all.push(...(reply?.items ?? []));
      pages = reply?.pageCount ?? 0;
    }
    return all;
  }

  path(name: string): Promise<MediaMtxPath | undefined> {
    return this.get(`/v3/paths/get/${name}`);
  }

  /** IP address and port of a peer; undefined when it is gone, or is of another type. */
  async addressOf({ type, id }: MediaMtxPeer): Promise<string | undefined> {
    const peer = await this.get<{ remoteAddr: string }>(`/v3/${COLLECTIONS[type]}/get/${id}`);
    return peer?.remoteAddr;
  }

  /** Idempotent. */
  async kick({ type, id }: MediaMtxPeer): Promise<void> {
    await this.ask('POST', `/v3/${COLLECTIONS[type]}/kick/${id}`);
  }

  private get<T>(path: string): Promise<T | undefined> {
    return this.ask<T>('GET', path);
  }

  /** Undefined for what is not there. @throws DomainError server.unavailable */
  private async ask<T>(method: 'GET' | 'POST', path: string): Promise<T | undefined> {
    const { status, body } = await this.http.ask(path, { method, headers: { authorization: this.authorization } });
    if (status === 404) return undefined;
    // Paths are keys: neither the address nor the answer goes into an error.
    if (status !== 200)
      throw new DomainError('server.unavailable', { cause: new Error(`MediaMTX answered ${status}`) });
    return body.length === 0 ? undefined : (JSON.parse(body.toString()) as T);
  }
}

export const isPeerType = (type: string): type is MediaMtxPeerType => type in COLLECTIONS;
