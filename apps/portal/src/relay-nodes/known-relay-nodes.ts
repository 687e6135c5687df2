import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Keyring } from '#libs/crypto';
import { HttpRelayClient } from './http-relay-client.js';
import type { RelayClient } from './relay-client.js';
import type { RelayCapabilities } from './relay-node.entity.js';
import { RelayNodes } from './relay-nodes.js';
import { relaySecret } from './relay-secret.js';
import { RELAY_DEAD_MS } from './own-relay-node.js';

/** How long what the table says is believed. */
const BELIEVED_MS = 1_000;

interface KnownNode {
  id: string;
  url: string;
  capabilities: RelayCapabilities;
}

/** The relays by their rows, each with one client. */
@Injectable()
export class KnownRelayNodes extends RelayNodes implements OnApplicationShutdown {
  private readonly clients = new Map<string, HttpRelayClient>();
  private living: { at: number; nodes: Promise<KnownNode[]> } | undefined;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly keyring: Keyring,
  ) {
    super();
  }

  async any(): Promise<RelayClient | null> {
    const [node] = await this.nodes();
    return node ? this.clientOf(node) : null;
  }

  async all(): Promise<RelayClient[]> {
    return (await this.nodes()).map((node) => this.clientOf(node));
  }

  async capabilities(): Promise<RelayCapabilities | null> {
    const [node] = await this.nodes();
    return node?.capabilities ?? null;
  }

  async entrance(): Promise<{ host: string; port: number } | null> {
    const [node] = await this.nodes();
    return node ? { host: new URL(node.url).hostname, port: node.capabilities.sniPort } : null;
  }

  onApplicationShutdown(): void {
    for (const client of this.clients.values()) client.close();
  }

  private clientOf({ id, url }: KnownNode): HttpRelayClient {
    const known = this.clients.get(id);
    if (known?.url === url) return known;
    known?.close();
    const client = new HttpRelayClient(url, relaySecret(this.keyring));
    this.clients.set(id, client);
    return client;
  }

  private nodes(): Promise<KnownNode[]> {
    if (this.living && Date.now() - this.living.at < BELIEVED_MS) return this.living.nodes;
    const fresh = { at: Date.now(), nodes: this.read() };
    // What failed, or found nobody, is asked again at once.
    fresh.nodes.then(
      (nodes) => nodes.length === 0 && (fresh.at = 0),
      () => (fresh.at = 0),
    );
    this.living = fresh;
    return fresh.nodes;
  }

  private async read(): Promise<KnownNode[]> {
    const rows: unknown = await this.dataSource.query(
      `SELECT id, url, capabilities FROM relay_nodes WHERE seen_at > now() - $1 * interval '1 ms' ORDER BY id`,
      [RELAY_DEAD_MS],
    );
    return rows as KnownNode[];
  }
}
