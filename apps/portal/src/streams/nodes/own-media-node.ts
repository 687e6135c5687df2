import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PortalConfig } from '#libs/config';
import type { Log } from '#libs/telemetry';
import { LOG } from '../../boundary/log.js';
import { OwnNode } from '../../nodes/index.js';
import type { MediaCapabilities } from './media-node.entity.js';

/** This process among the media nodes. */
@Injectable()
export class OwnMediaNode extends OwnNode<MediaCapabilities> {
  constructor(dataSource: DataSource, config: PortalConfig, @Inject(LOG) log: Log) {
    super('media', dataSource, config, log);
  }
}
