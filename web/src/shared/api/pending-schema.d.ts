import type { SignedIn, ViewerSession } from './types.js';

/** Calls the web app makes that the generated document does not list yet. What it lists wins, see `client.ts`. */
export interface PendingPaths {
  '/api/auth/passkey/options': { post: Op<Record<string, unknown> & { challenge_id: string }, Record<string, never>> };
  '/api/auth/passkey/verify': { post: Op<SignedIn, { challenge_id: string; response: object }> };
  '/api/sessions': { get: Op<{ sessions: ViewerSession[] }> };
  '/api/sessions/recent': { get: Op<{ sessions: ViewerSession[] }> };
  '/api/sessions/{id}': { delete: Op<undefined, never, ById<string>> };
}

interface Op<R, B = never, P = never> {
  parameters: [P] extends [never] ? object : { path: P };
  requestBody?: [B] extends [never] ? never : { content: { 'application/json': B } };
  responses: { 200: { content: { 'application/json': R } } };
}

interface ById<T = number> {
  id: T;
}
