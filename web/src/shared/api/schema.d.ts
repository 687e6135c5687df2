import type {
  AuthOptions,
  Config,
  Connection,
  ConnectionType,
  Health,
  HostKey,
  Me,
  Service,
  SignedIn,
  SshKey,
  ViewerSession,
} from './types.js';

interface Op<R, B = never, P = never, Q = never> {
  parameters: ([P] extends [never] ? object : { path: P }) & ([Q] extends [never] ? object : { query?: Q });
  requestBody?: [B] extends [never] ? never : { content: { 'application/json': B } };
  responses: { 200: { content: { 'application/json': R } } };
}
interface ById<T = number> {
  id: T;
}
interface ConnectionBody {
  name?: string;
  type?: string;
  host?: string;
  port?: number;
  config?: Config;
  tags?: string[];
}

export interface paths {
  '/api/auth/options': { get: Op<AuthOptions> };
  '/api/setup': {
    post: Op<SignedIn, { setup_code: string; username: string; password: string; allow_private_connections: boolean }>;
  };
  '/api/token': { post: Op<SignedIn, { username: string; password: string; totp_code?: string }> };
  '/api/logout': { post: Op<undefined> };
  '/api/register': {
    post: Op<{ id: number; username: string; message: string }, { username: string; password: string; invite_code: string }>;
  };
  '/api/auth/passkey/options': { post: Op<Record<string, unknown> & { challenge_id: string }, Record<string, never>> };
  '/api/auth/passkey/verify': { post: Op<SignedIn, { challenge_id: string; response: object }> };
  '/api/me': { get: Op<Me> };
  '/api/services': { get: Op<{ services: Service[] }> };
  '/api/services/{id}/health': { get: Op<Health, never, ById> };
  '/api/connections/types': { get: Op<{ types: Record<string, ConnectionType> }> };
  '/api/connections': { get: Op<{ connections: Connection[] }>; post: Op<Connection, ConnectionBody> };
  '/api/connections/{id}': {
    get: Op<Connection, never, ById<string>>;
    put: Op<Connection, ConnectionBody, ById<string>>;
    delete: Op<undefined, never, ById<string>>;
  };
  '/api/connections/{id}/pin': { post: Op<{ is_pinned: boolean }, never, ById<string>> };
  '/api/connections/{id}/duplicate': { post: Op<Connection, never, ById<string>> };
  '/api/connections/{id}/health': { get: Op<Health, never, ById<string>> };
  '/api/connections/{id}/host-key': {
    get: Op<HostKey, never, ById<string>>;
    post: Op<HostKey, { fingerprint: string }, ById<string>>;
    delete: Op<undefined, never, ById<string>>;
  };
  '/api/ssh-keys': { get: Op<{ ssh_keys: SshKey[] }> };
  '/api/sessions': { get: Op<{ sessions: ViewerSession[] }> };
  '/api/sessions/recent': { get: Op<{ sessions: ViewerSession[] }> };
  '/api/sessions/{id}': { delete: Op<undefined, never, ById<string>> };
}
