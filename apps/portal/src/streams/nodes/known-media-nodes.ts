import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { Keyring } from '#libs/crypto';
import { Believed, LivingNodes } from '../../nodes/index.js';
import { HttpMediaClient } from './http-media-client.js';
import type { MediaClient } from './media-client.js';
import type { MediaCapabilities } from './media-node.entity.js';
import { MediaNodes } from './media-nodes.js';

const MAX_PLACES = 10_000;

/** The media nodes by their rows, and where streams are by theirs. */
@Injectable()
export class KnownMediaNodes extends MediaNodes implements OnApplicationShutdown {
  private readonly nodes: LivingNodes<HttpMediaClient, MediaCapabilities>;
  private readonly places = new Map<number, Believed<string | undefined>>();

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    keyring: Keyring,
  ) {
    super();
    this.nodes = new LivingNodes('media', dataSource, keyring, (url, secret) => new HttpMediaClient(url, secret));
  }

  async ofStream(streamId: number): Promise<{ nodeId: string; client: MediaClient }> {
    const place = await this.placeOf(streamId).get();
    const node = (await this.nodes.list()).find(({ id }) => id === place);
    if (!node) throw new DomainError('stream.offline');
    return { nodeId: node.id, client: node.client };
  }

  async ofId(nodeId: string): Promise<MediaClient> {
    const node = (await this.nodes.list()).find(({ id }) => id === nodeId);
    if (!node) throw new DomainError('webrtc.session_not_found');
    return node.client;
  }

  async any(): Promise<{ nodeId: string; client: MediaClient }> {
    const node = await this.nodes.first();
    if (!node) throw new DomainError('server.unavailable');
    return { nodeId: node.id, client: node.client };
  }

  async capabilities(): Promise<MediaCapabilities | null> {
    return (await this.nodes.first())?.capabilities ?? null;
  }

  onApplicationShutdown(): void {
    this.nodes.close();
  }

  private placeOf(streamId: number): Believed<string | undefined> {
    const known = this.places.get(streamId);
    if (known) return known;
    if (this.places.size > MAX_PLACES) this.places.clear();
    // Who waits for a broadcast to begin asks again and again, and finds it at once.
    const place = new Believed(
      () => this.readPlace(streamId),
      (nodeId) => nodeId !== undefined,
    );
    this.places.set(streamId, place);
    return place;
  }

  private async readPlace(streamId: number): Promise<string | undefined> {
    const [row] = (await this.dataSource.query(
      `SELECT node_id FROM stream_sessions WHERE stream_id = $1 AND state <> 'ended'`,
      [streamId],
    )) as { node_id: string }[];
    return row?.node_id;
  }
}
