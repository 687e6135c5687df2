import { expect } from 'vitest';
import type { Answer, Call, TestPortal } from '#libs/testing';
import { isEnvelopePath } from '../boundary/envelope.js';
import type { Given, RouteCaller, RouteRow, World } from './route-rows.js';

/** A scope no route of the table asks for. */
const IDLE_SCOPE = 'sftp:read';

/** Fresh accounts for one row: what one row does to them is no matter of another. */
export const openWorld = async (portal: TestPortal): Promise<World> => {
  const [other, owner, moderator, admin] = await Promise.all([
    portal.make.user(),
    portal.make.user(),
    portal.make.user({ role: 'moderator' }),
    portal.make.user({ role: 'admin' }),
  ]);
  return { portal, users: { other, owner, moderator, admin } };
};

export const credentialOf = async ({ portal, users }: World, caller: RouteCaller): Promise<Call['as']> => {
  if (caller === 'anonymous') return undefined;
  return caller === 'key' ? portal.make.apiKey(users.owner.id, IDLE_SCOPE) : users[caller];
};

export const pathOf = (route: string, { params = {} }: Given): string =>
  route.split(' ')[1]!.replace(/:(\w+)|\*$/g, (_, name = '*') => encodeURIComponent(String(params[name as string])));

export const methodOf = (route: string): string => route.split(' ')[0]!;

export const prepare = async (world: World, { given }: RouteRow): Promise<Given> => (await given?.(world)) ?? {};

/** Calls a route with what its row gives it. */
export const callRoute = ({ portal }: World, route: string, given: Given, as: Call['as']): Promise<Answer> =>
  portal.fetch(pathOf(route, given), { as, method: methodOf(route), body: given.body });

/** What a refusal looks like by the specification its address belongs to. */
export const refusalOf = (path: string, status: number): unknown => {
  // Programs are no JSON, nor is what is said of those that are not there.
  if (path.startsWith('/api/install/') && status === 404) return expect.anything();
  if (!isEnvelopePath(path)) {
    return expect.objectContaining({ error: expect.any(String), status, code: expect.stringMatching(/^\w+(\.\w+)?$/) });
  }
  if (path.startsWith('/api/x402')) return { message: expect.any(String) };
  return { ok: false, error: { code: expect.stringMatching(/^\w+$/), message: expect.any(String) } };
};
