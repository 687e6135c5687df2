import { STREAM_TABS, type StreamTab } from '../features/streams/stream-tabs.js';

/** What the address of a page may carry; anything else is dropped. */
type Search = Record<string, unknown>;

/**
 * Addresses carry plain text. The router's own way would read `?connection=12e4…` as a number and write text that looks
 * like one in quotes.
 */
export const parseSearch = (search: string): Search => Object.fromEntries(new URLSearchParams(search));

export const stringifySearch = (search: Search): string => {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== null);
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
};

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const compact = <T extends object>(search: T): T =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;

export interface LoginSearch {
  return_to?: string;
  /** An error code from a provider's way back. */
  error?: string;
}
export const loginSearch = (search: Search): LoginSearch =>
  compact({ return_to: text(search['return_to']), error: text(search['error']) });

export interface ConnectionsSearch {
  q?: string;
  tag?: string;
  /** Id of the connection in the editor, or `new`. */
  edit?: string;
}
export const connectionsSearch = (search: Search): ConnectionsSearch =>
  compact({ q: text(search['q']), tag: text(search['tag']), edit: text(search['edit']) });

export interface TerminalSearch {
  connection?: string;
  service?: number;
  /** A running session to show, of that connection or service. */
  session?: string;
}
export const terminalSearch = (search: Search): TerminalSearch => {
  const service = Number(search['service']);
  return compact({
    connection: text(search['connection']),
    service: Number.isInteger(service) && service > 0 ? service : undefined,
    session: text(search['session']),
  });
};

export interface ChatSearch {
  /** A message to show with what surrounds it. */
  message?: number;
}
export const chatSearch = (search: Search): ChatSearch => {
  const message = Number(search['message']);
  return compact({ message: Number.isInteger(message) && message > 0 ? message : undefined });
};

export interface StreamSearch {
  /** Without one the first. */
  tab?: StreamTab;
}
export const streamSearch = (search: Search): StreamSearch =>
  compact({ tab: STREAM_TABS.find((tab) => tab === search['tab']) });

export interface WatchSearch {
  /** What a link to a private stream carries. */
  share?: string;
}
export const watchSearch = (search: Search): WatchSearch => compact({ share: text(search['share']) });

/** Filters of the audit log; days as the calendar of the person has them. */
export interface AuditSearch {
  action?: string;
  actor?: string;
  target?: string;
  from?: string;
  to?: string;
}
export const auditSearch = (search: Search): AuditSearch =>
  compact({
    action: text(search['action']),
    actor: text(search['actor']),
    target: text(search['target']),
    from: day(search['from']),
    to: day(search['to']),
  });

const day = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
