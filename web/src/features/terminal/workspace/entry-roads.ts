import type { QueryClient } from '@tanstack/react-query';
import { ERRORS, type ErrorCode } from '#libs/contracts';
import { ApiError } from '../../../shared/api/api-error.js';
import { api, body } from '../../../shared/api/client.js';
import { servicesQuery } from '../../services/service-queries.js';
import type { TerminalSocket } from '../session/session-options.js';
import type { Refusal } from '../session/terminal-state.js';
import type { TerminalTarget } from './layout.js';

/** How terminals reach the entries they show. */
export interface EntryRoads {
  /** Of the WebSocket. Rejects with `ApiError`. */
  pathOf: (target: TerminalTarget) => Promise<string>;
  dial: (pathAndQuery: string, subprotocol: string) => TerminalSocket;
  /** Why a socket did not open, as far as asking the portal can tell: undefined when it may work later. */
  diagnose: (target: TerminalTarget) => Promise<Refusal | undefined>;
  refusalOf: (error: unknown) => Refusal;
}

export const entryRoads = (queries: QueryClient): EntryRoads => {
  const pathOf = async (target: TerminalTarget): Promise<string> => {
    if ('connection' in target) return `/ws/user-connection/${encodeURIComponent(target.connection)}`;
    const services = await queries.fetchQuery({ ...servicesQuery, staleTime: 60_000 });
    const path = services.find(({ id }) => id === target.service)?.websocket_url;
    if (!path) throw new ApiError({ status: 404, code: 'service.not_found', message: 'There is no such service.' });
    return path;
  };
  return {
    pathOf,
    // Handlers are only ever set on it, never called with another `this`.
    dial: (pathAndQuery, subprotocol) => new WebSocket(pathAndQuery, subprotocol) as TerminalSocket,
    refusalOf,
    diagnose: async (target) => {
      try {
        if ('connection' in target)
          await body(api.GET('/api/connections/{id}', { params: { path: { id: target.connection } } }));
        else await pathOf(target);
        return undefined;
      } catch (error) {
        return error instanceof ApiError && error.isTemporary ? undefined : refusalOf(error);
      }
    },
  };
};

const refusalOf = (error: unknown): Refusal => {
  if (!(error instanceof ApiError)) return { code: 'internal' };
  if (Object.hasOwn(ERRORS, error.code)) return { code: error.code as ErrorCode, details: error.details };
  return { code: 'server.unavailable' };
};
