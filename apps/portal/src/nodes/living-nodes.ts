import type { DataSource } from 'typeorm';
import type { Keyring } from '#libs/crypto';
import { Believed } from './believed.js';
import { type NodeRole, nodeSecret } from './node-role.js';
import { NODE_DEAD_MS } from './own-node.js';

interface NodeClient {
  readonly url: string;
  close(): void;
}

export interface LivingNode<Client, Capabilities> {
  id: string;
  url: string;
  capabilities: Capabilities;
  client: Client;
}

/** The nodes of a role by their rows, each with one client. */
export class LivingNodes<Client extends NodeClient, Capabilities> {
  private readonly clients = new Map<string, Client>();
  private readonly secret: string;
  private readonly living = new Believed(
    () => this.read(),
    (nodes) => nodes.length > 0,
  );

  constructor(
    private readonly role: NodeRole,
    private readonly dataSource: DataSource,
    keyring: Keyring,
    private readonly connect: (url: string, secret: string) => Client,
  ) {
    this.secret = nodeSecret(keyring, role);
  }

  /** By their ids, so that all processes take the same for the first. */
  list(): Promise<LivingNode<Client, Capabilities>[]> {
    return this.living.get();
  }

  async first(): Promise<LivingNode<Client, Capabilities> | undefined> {
    const [node] = await this.list();
    return node;
  }

  close(): void {
    for (const client of this.clients.values()) client.close();
  }

  private async read(): Promise<LivingNode<Client, Capabilities>[]> {
    const rows: { id: string; url: string; capabilities: Capabilities }[] = await this.dataSource.query(
      `SELECT id, url, capabilities FROM ${this.role}_nodes WHERE seen_at > now() - $1 * interval '1 ms' ORDER BY id`,
      [NODE_DEAD_MS],
    );
    return rows.map((row) => ({ ...row, client: this.clientOf(row) }));
  }

  private clientOf({ id, url }: { id: string; url: string }): Client {
    const known = this.clients.get(id);
    if (known?.url === url) return known;
    known?.close();
    const client = this.connect(url, this.secret);
    this.clients.set(id, client);
    return client;
  }
}
