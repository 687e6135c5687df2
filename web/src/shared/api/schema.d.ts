import type { AuthOptions, Config, Connection, ConnectionType, Health, Me, Service, SignedIn } from './types.js';

interface Op<R, B = never, P = never, Q = never> {
  parameters: ([P] extends [never] ? object : { path: P }) & ([Q] extends [never] ? object : { query?: Q });
  requestBody?: [B] extends [never] ? never : { content: { 'application/json': B } };
  responses: { 200: { content: { 'application/json': R } } };
}
type ById<T = number> = { id: T };

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
  '/api/connections': {
    get: Op<{ connections: Connection[] }>;
    post: Op<Connection, { name: string; type: string; host: string; port?: number; config?: Config; tags?: string[] }>;
  };
}
