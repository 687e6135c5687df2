import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PortalConfig } from '#libs/config';
import type { Log } from '#libs/telemetry';
import { LOG } from '../boundary/log.js';
import { OwnNode } from '../nodes/index.js';
import type { RelayCapabilities } from './relay-node.entity.js';

/** This process among the relay nodes. */
@Injectable()
export class OwnRelayNode extends OwnNode<RelayCapabilities> {
  constructor(dataSource: DataSource, config: PortalConfig, @Inject(LOG) log: Log) {
    super('relay', dataSource, config, log);
  }
}
