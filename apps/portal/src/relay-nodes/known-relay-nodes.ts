import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Keyring } from '#libs/crypto';
import { LivingNodes } from '../nodes/index.js';
import { HttpRelayClient } from './http-relay-client.js';
import type { RelayClient } from './relay-client.js';
import type { RelayCapabilities } from './relay-node.entity.js';
import { RelayNodes } from './relay-nodes.js';

/** The relays by their rows. */
@Injectable()
export class KnownRelayNodes extends RelayNodes implements OnApplicationShutdown {
  private readonly nodes: LivingNodes<HttpRelayClient, RelayCapabilities>;

  constructor(@Inject(DataSource) dataSource: DataSource, keyring: Keyring) {
    super();
    this.nodes = new LivingNodes('relay', dataSource, keyring, (url, secret) => new HttpRelayClient(url, secret));
  }

  async any(): Promise<RelayClient | null> {
    return (await this.nodes.first())?.client ?? null;
  }

  async all(): Promise<RelayClient[]> {
    return (await this.nodes.list()).map(({ client }) => client);
  }

  async capabilities(): Promise<RelayCapabilities | null> {
    return (await this.nodes.first())?.capabilities ?? null;
  }

  async entrance(): Promise<{ host: string; port: number } | null> {
    const node = await this.nodes.first();
    return node ? { host: new URL(node.url).hostname, port: node.capabilities.sniPort } : null;
  }

  onApplicationShutdown(): void {
    this.nodes.close();
  }
}
