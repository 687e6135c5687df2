import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { Keyring } from '#libs/crypto';
import { HttpMediaClient } from './http-media-client.js';
import type { MediaCapabilities } from './media-node.entity.js';
import type { MediaClient } from './media-client.js';
import { MediaNodes } from './media-nodes.js';
import { mediaSecret } from './media-secret.js';
import { NODE_DEAD_MS } from './own-node.js';

/** How long what the database says of nodes and of where streams are is believed. */
const BELIEVED_MS = 1_000;

interface KnownNode {
  id: string;
  url: string;
  capabilities: MediaCapabilities;
}

interface Believed<T> {
  at: number;
  value: Promise<T>;
}

/** The media nodes by their rows, each with one client. */
@Injectable()
export class KnownMediaNodes extends MediaNodes implements OnApplicationShutdown {
  private readonly clients = new Map<string, HttpMediaClient>();
  private readonly places = new Map<number, Believed<string | undefined>>();
  private living: Believed<KnownNode[]> | undefined;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly keyring: Keyring,
  ) {
    super();
  }

  async ofStream(streamId: number): Promise<{ nodeId: string; client: MediaClient }> {
    const nodeId = await this.placeOf(streamId);
    const node = (await this.nodes()).find(({ id }) => id === nodeId);
    if (!node) throw new DomainError('stream.offline');
    return { nodeId: node.id, client: this.clientOf(node) };
  }

  async ofId(nodeId: string): Promise<MediaClient> {
    const node = (await this.nodes()).find(({ id }) => id === nodeId);
    if (!node) throw new DomainError('webrtc.session_not_found');
    return this.clientOf(node);
  }

  async any(): Promise<{ nodeId: string; client: MediaClient }> {
    const [node] = await this.nodes();
    if (!node) throw new DomainError('server.unavailable');
    return { nodeId: node.id, client: this.clientOf(node) };
  }

  async capabilities(): Promise<MediaCapabilities | null> {
    const [node] = await this.nodes();
    return node?.capabilities ?? null;
  }

  onApplicationShutdown(): void {
    for (const client of this.clients.values()) client.close();
  }

  private clientOf({ id, url }: KnownNode): HttpMediaClient {
    const known = this.clients.get(id);
    if (known?.url === url) return known;
    known?.close();
    const client = new HttpMediaClient(url, mediaSecret(this.keyring));
    this.clients.set(id, client);
    return client;
  }

  /** The oldest first, so that all processes take the same. */
  private nodes(): Promise<KnownNode[]> {
    return believed(
      this.living,
      (entry) => (this.living = entry),
      async () => {
        const rows: unknown = await this.dataSource.query(
          `SELECT id, url, capabilities FROM media_nodes WHERE seen_at > now() - $1 * interval '1 ms' ORDER BY id`,
          [NODE_DEAD_MS],
        );
        return rows as KnownNode[];
      },
    );
  }

  private placeOf(streamId: number): Promise<string | undefined> {
    if (this.places.size > 10_000) this.places.clear();
    return believed(
      this.places.get(streamId),
      (entry) => this.places.set(streamId, entry),
      async () => {
        const [row] = (await this.dataSource.query(
          `SELECT node_id FROM stream_sessions WHERE stream_id = $1 AND state <> 'ended'`,
          [streamId],
        )) as { node_id: string }[];
        return row?.node_id;
      },
    );
  }
}

const believed = <T>(
  entry: Believed<T> | undefined,
  keep: (entry: Believed<T>) => void,
  read: () => Promise<T>,
): Promise<T> => {
  if (entry && Date.now() - entry.at < BELIEVED_MS) return entry.value;
  const fresh = { at: Date.now(), value: read() };
  // What failed is asked again at once.
  fresh.value.catch(() => (fresh.at = 0));
  keep(fresh);
  return fresh.value;
};
