import type { Socket } from 'node:net';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ErrorCode } from '#libs/contracts';
import { Keyring } from '#libs/crypto';
import { NetGuard, type Target } from '#libs/net-guard';
import type { RelayState } from '../engine/egress/rtmp-relay.js';
import { StreamRelay } from './stream-relay.entity.js';

/** Where a stream is to be sent. `key` is a secret. */
export interface RelayTarget {
  id: number;
  url: string;
  key: string;
}

/** Relays as the media role needs them. */
@Injectable()
export class RelayTargets {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keyring: Keyring,
    private readonly guard: NetGuard,
  ) {}

  async of(streamId: number): Promise<RelayTarget[]> {
    const rows = await this.dataSource.manager.findBy(StreamRelay, { streamId, enabled: true });
    return Promise.all(
      rows.map(async ({ id, rtmpUrl, streamKey }) => ({
        id,
        url: rtmpUrl,
        key: await this.keyring.openText(streamKey, { table: 'stream_relays', column: 'stream_key', row: id }),
      })),
    );
  }

  dial(target: Target, signal: AbortSignal): Promise<Socket> {
    return this.guard.dial(target, { scope: 'outbound', signal });
  }

  async note(id: number, state: RelayState, error: ErrorCode | null): Promise<void> {
    await this.dataSource.query(
      `UPDATE stream_relays SET state = $2, last_error = $3::varchar,
              last_error_at = CASE WHEN $3::varchar IS NULL THEN NULL ELSE now() END WHERE id = $1`,
      [id, state, error],
    );
  }

  async allOff(streamId: number): Promise<void> {
    await this.dataSource.manager.update(StreamRelay, { streamId }, { state: 'off' });
  }
}
