import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PortalConfig } from '#libs/config';
import type { Log } from '#libs/telemetry';
import { LOG } from '../boundary/log.js';
import { type RelayCapabilities, RelayNode } from './relay-node.entity.js';

const HEARTBEAT_MS = 5_000;
/** A node that has not been heard of for as long is dead. */
export const RELAY_DEAD_MS = 15_000;

/** This process among the relay nodes. */
@Injectable()
export class OwnRelayNode {
  readonly id: string;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    config: PortalConfig,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.id = readNodeId(config.get('PORTAL_DATA_DIR'));
  }

  async announce(url: string, capabilities: RelayCapabilities): Promise<void> {
    const beat = (): Promise<unknown> =>
      this.dataSource.query(
        `INSERT INTO relay_nodes (id, url, capabilities, seen_at) VALUES ($1, $2, $3, now())
           ON CONFLICT (id) DO UPDATE SET url = excluded.url, capabilities = excluded.capabilities, seen_at = now()`,
        [this.id, url, capabilities],
      );
    await beat();
    this.timer = setInterval(() => {
      beat().catch((err: unknown) => this.log.warn({ scope: 'relay', err }, 'heartbeat not written'));
    }, HEARTBEAT_MS).unref();
  }

  async withdraw(): Promise<void> {
    clearInterval(this.timer);
    await this.dataSource.manager.delete(RelayNode, { id: this.id });
  }
}

/** A restarted process is the node it was. Processes on other hosts may share the folder. */
const readNodeId = (dataDir: string): string => {
  const file = path.join(dataDir, `relay-node-${os.hostname()}`);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    const id = randomUUID();
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, id, { mode: 0o600 });
    return id;
  }
};
