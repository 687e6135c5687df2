import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { byteRoadTotals, frameRoadTotals, UpgradeRouter } from '#libs/realtime';
import type { Log, Metrics } from '#libs/telemetry';
import type { Principal } from '../auth/index.js';
import { LOG, METRICS } from '../boundary/log.js';
import { RoadAdmission } from '../boundary/road-admission.js';
import { Audience, ChatRoad } from '../chat/index.js';
import { SessionRegistry, SessionRoads } from '../connections/index.js';
import { PortalLiveRoad } from '../live/index.js';
import { ConnectRoad } from '../sdk-lease/index.js';

export interface Roads {
  /** Closes every socket, forcibly after `timeoutMs`. */
  drain(timeoutMs: number): Promise<void>;
}

/** Puts everything that upgrades onto the one HTTP server. */
export const attachRoads = (app: NestFastifyApplication): Roads => {
  const log = app.get<Log>(LOG);
  const admission = app.get(RoadAdmission, { strict: false });
  const live = app.get(PortalLiveRoad, { strict: false });
  const router = new UpgradeRouter<Principal>({
    authenticator: admission,
    admission,
    foreign: ['/socket.io/'],
    onError: (err) => log.error({ scope: 'roads', err }, 'road failed'),
  });
  app.get(ChatRoad, { strict: false }).register(router);
  app.get(SessionRoads, { strict: false }).register(router);
  app.get(ConnectRoad, { strict: false }).register(router);
  router.attach(app.getHttpServer());
  live.attach(app.getHttpServer());
  measure(app, router, live);
  return {
    drain: async (timeoutMs) => {
      await router.drain(timeoutMs);
      await live.close();
    },
  };
};

const measure = (app: NestFastifyApplication, router: UpgradeRouter<Principal>, live: PortalLiveRoad): void => {
  const metrics = app.get<Metrics>(METRICS);
  const registry = app.get(SessionRegistry, { strict: false });
  metrics.gauge('portal_websockets_open', 'WebSockets open in this process.', () => router.open);
  metrics.gauge('portal_websockets_dead', 'WebSockets ended because the peer was gone.', () => router.heartbeat.dead);
  metrics.gauge('portal_live_sockets_open', 'Sockets of the live road in this process.', () => live.open);
  metrics.gauge('portal_live_sockets_slow', 'Live sockets ended because they read too slowly.', () => live.slow);
  metrics.gauge('portal_remote_sessions', 'Remote sessions of this process.', () => registry.list().length);
  const audience = app.get(Audience, { strict: false });
  metrics.gauge('portal_chat_sockets_open', 'Chat sockets of this process.', () => audience.sessions.size);
  metrics.gauge('portal_websocket_buffered_bytes', 'Bytes that wait for readers.', () => router.bufferedBytes);
  metrics.gauge('portal_byte_road_bytes', 'Session bytes sent to viewers.', () => byteRoadTotals.bytes);
  metrics.gauge('portal_byte_road_stalls', 'Times a viewer had its whole window.', () => byteRoadTotals.stalls);
  metrics.gauge('portal_frames_refused', 'Bad frames answered with an error.', () => frameRoadTotals.refused);
  metrics.gauge('portal_frame_floods', 'WebSockets closed because they sent too much.', () => frameRoadTotals.floods);
};
