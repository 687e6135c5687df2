import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DataSource } from 'typeorm';
import type { PortalConfig } from '#libs/config';
import type { Log } from '#libs/telemetry';
import type { NodeRole } from './node-role.js';

const HEARTBEAT_MS = 5_000;
/** A node that has not been heard of for as long is dead. */
export const NODE_DEAD_MS = 15_000;

/** This process among the nodes of its role. */
export abstract class OwnNode<Capabilities> {
  readonly id: string;
  private timer: NodeJS.Timeout | undefined;

  protected constructor(
    private readonly role: NodeRole,
    private readonly dataSource: DataSource,
    config: PortalConfig,
    private readonly log: Log,
  ) {
    this.id = readNodeId(config.get('PORTAL_DATA_DIR'), role);
  }

  /** `url` is that of its inner face. */
  async announce(url: string, capabilities: Capabilities): Promise<void> {
    const beat = (): Promise<unknown> =>
      this.dataSource.query(
        `INSERT INTO ${this.role}_nodes (id, url, capabilities, seen_at) VALUES ($1, $2, $3, now())
           ON CONFLICT (id) DO UPDATE SET url = excluded.url, capabilities = excluded.capabilities, seen_at = now()`,
        [this.id, url, capabilities],
      );
    await beat();
    this.timer = setInterval(() => {
      beat().catch((err: unknown) => this.log.warn({ scope: this.role, err }, 'heartbeat not written'));
    }, HEARTBEAT_MS).unref();
  }

  async withdraw(): Promise<void> {
    clearInterval(this.timer);
    try {
      await this.dataSource.query(`DELETE FROM ${this.role}_nodes WHERE id = $1`, [this.id]);
    } catch (err) {
      this.log.warn({ scope: this.role, err }, 'node not withdrawn');
    }
  }
}

/** A restarted process is the node it was: what it left unfinished is its own. Processes on other hosts may share the folder. */
const readNodeId = (dataDir: string, role: NodeRole): string => {
  const file = path.join(dataDir, `${role}-node-${os.hostname()}`);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    const id = randomUUID();
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, id, { mode: 0o600 });
    return id;
  }
};
