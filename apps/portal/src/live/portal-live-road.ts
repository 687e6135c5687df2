import { Inject, Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { type LiveAdapter, LiveRoad, postgresLiveAdapter, redisLiveAdapter } from '#libs/realtime';
import type { Log } from '#libs/telemetry';
import type { Principal } from '../auth/principal.js';
import { LOG } from '../boundary/log.js';
import { RoadAdmission } from '../boundary/road-admission.js';
import { roomsOf } from './live-rooms.js';

/** The live road with the portal's credentials, rooms and backend. */
@Injectable()
export class PortalLiveRoad extends LiveRoad<Principal> {
  constructor(config: PortalConfig, @Inject(LOG) log: Log, admission: RoadAdmission) {
    super({
      authenticator: admission,
      admission: admission.forLive(),
      roomsOf,
      adapter: adapterFor(config, (err) => log.warn({ scope: 'live', err }, 'live adapter')),
    });
  }
}

const adapterFor = (config: PortalConfig, onError: (error: Error) => void): LiveAdapter => {
  const redisUrl = config.get('REDIS_URL')?.href;
  return redisUrl
    ? redisLiveAdapter({ url: redisUrl, prefix: config.get('PORTAL_REDIS_PREFIX'), onError })
    : postgresLiveAdapter({ url: config.get('DATABASE_URL')!.href, onError });
};
