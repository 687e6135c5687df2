import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import type { IceServer } from './voice.dto.js';

/** Credentials outlive a long evening. */
const TURN_SECONDS = 24 * 3600;

/** Where browsers learn how to reach one another. */
@Injectable()
export class IceServers {
  constructor(private readonly config: PortalConfig) {}

  /** TURN credentials are made for the user and end by themselves (draft-uberti-behave-turn-rest, as coturn has it). */
  for(userId: number, now = Date.now()): IceServer[] {
    const servers: IceServer[] = this.config.get('PORTAL_STUN_URLS').map((urls) => ({ urls }));
    const secret = this.config.get('PORTAL_TURN_SECRET');
    for (const urls of this.config.get('PORTAL_TURN_URLS')) {
      if (secret === undefined) {
        servers.push({ urls });
        continue;
      }
      const username = `${Math.floor(now / 1000) + TURN_SECONDS}:${userId}`;
      servers.push({ urls, username, credential: createHmac('sha1', secret).update(username).digest('base64') });
    }
    return servers;
  }
}
