import { Injectable, Logger } from '@nestjs/common';
import { DomainError, LIMITS, TERMINAL_SUBPROTOCOL } from '#libs/contracts';
import type { UpgradeRequest, UpgradeRouter, WebSocket } from '#libs/realtime';
import type { Principal } from '../auth/principal.js';
import type { Wire } from './connection-plugin.js';
import { type RemoteTarget, RemoteTargets } from './remote-targets.js';
import { RemoteSessionsService } from './remote-sessions.service.js';
import { readTerminalQuery, type TerminalQuery } from './terminal-query.js';
import { TerminalRoad } from './terminal-road.js';

type Request = UpgradeRequest<Principal>;

interface Grant {
  target: RemoteTarget;
  query: TerminalQuery;
}

/** `/ws/{plugin}/{service}` and `/ws/user-connection/{id}`. What travels there is the matter of the plugin's wire. */
@Injectable()
export class SessionRoads {
  private readonly log = new Logger('sessions');
  /** A wire without a road here has no session to open. */
  private readonly roads: Partial<Record<Wire, (ws: WebSocket, grant: Grant, request: Request) => Promise<void>>> = {
    terminal: (ws, grant, request) => this.openTerminal(ws, grant, request),
  };

  constructor(
    private readonly targets: RemoteTargets,
    private readonly sessions: RemoteSessionsService,
  ) {}

  register(router: UpgradeRouter<Principal>): void {
    const shared = {
      maxPayloadBytes: LIMITS.byteMessageBytes,
      subprotocols: [TERMINAL_SUBPROTOCOL],
      open: (ws: WebSocket, grant: Grant, request: Request) =>
        this.roads[grant.target.plugin.wire]!(ws, grant, request),
    };
    router.route<Grant>({
      ...shared,
      path: '/ws/user-connection/:id',
      authorize: ({ principal, params, query }) =>
        this.grant(query, () => this.targets.forConnection(principal, params['id']!)),
    });
    router.route<Grant>({
      ...shared,
      path: '/ws/:plugin/:service',
      authorize: ({ principal, params, query }) =>
        this.grant(query, () =>
          this.targets.forService(principal, params['plugin']!, requireServiceId(params['service']!)),
        ),
    });
  }

  /** @throws DomainError connection.not_found, service.not_found, viewer.none, request.invalid */
  private async grant(query: URLSearchParams, find: () => Promise<RemoteTarget>): Promise<Grant> {
    const target = await find();
    if (!target.plugin.open || !this.roads[target.plugin.wire]) throw new DomainError('viewer.none');
    return { target, query: readTerminalQuery(query) };
  }

  private async openTerminal(ws: WebSocket, { target, query }: Grant, { principal, ip }: Request): Promise<void> {
    const onError = (error: unknown): void => this.log.error(error);
    const road = new TerminalRoad(ws, { size: query.size, resume: query.resume, onError });
    try {
      if (query.session !== undefined) {
        const session = this.sessions.resume(principal, target, query.session);
        road.attach(session, { offset: query.offset, resumed: true });
        return;
      }
      const size = await road.awaitSize();
      const { gone } = road;
      const ask = (question: Parameters<typeof road.ask>[0]) => road.ask(question);
      const status = (...state: Parameters<typeof road.status>) => road.status(...state);
      const session = await this.sessions.open({ caller: principal, target, ip, size, gone, ask, status });
      road.attach(session, { resumed: false });
    } catch (error) {
      road.fail(error);
    }
  }
}

/** @throws DomainError service.not_found */
const requireServiceId = (text: string): number => {
  const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(id <= 2_147_483_647)) throw new DomainError('service.not_found');
  return id;
};
