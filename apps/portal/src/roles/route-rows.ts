import type { TestPortal, TestUser } from '#libs/testing';

/** Whom every route is tried with. */
export const CALLERS = ['anonymous', 'other', 'owner', 'moderator', 'admin', 'key'] as const;
/** `owner` owns what the path names, `other` does not; `key` is the owner's, without the scope the route asks for. */
export type RouteCaller = (typeof CALLERS)[number];

export interface World {
  portal: TestPortal;
  users: Record<Exclude<RouteCaller, 'anonymous' | 'key'>, TestUser>;
}

/** What makes the call succeed for whom it may. */
export interface Given {
  params?: Record<string, string | number>;
  body?: object;
}

export interface RouteRow {
  expect: readonly number[];
  /** Made anew for each call. */
  given?: (world: World) => Promise<Given> | Given;
}

export const row = (expect: readonly number[], given?: RouteRow['given']): RouteRow => ({
  expect,
  ...(given && { given }),
});

/** Needs no credential. */
export const open = (status = 200): number[] => CALLERS.map(() => status);
/** Everybody works on what is theirs. */
export const forEach = (status = 200): number[] => [401, status, status, status, status, 403];
/** Everybody, whatever the scopes of the credential. */
export const forAny = (status = 200): number[] => [401, status, status, status, status, status];
/** A private thing: to all others it does not exist. */
export const forOwner = (status = 200): number[] => [401, 404, status, 404, 404, 403];
export const forModerators = (status = 200): number[] => [401, 403, 403, status, status, 403];
export const forAdmins = (status = 200): number[] => [401, 403, 403, 403, status, 403];

export const created = async (world: World, path: string, as: TestUser, body: object): Promise<Given> => {
  const answer = await world.portal.fetch(path, { as, body });
  if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return { params: { id: answer.body.id } };
};

export const withBody =
  (thing: (world: World) => Promise<Given>, body: object) =>
  async (world: World): Promise<Given> => ({ ...(await thing(world)), body });

export const just = (body: object) => (): Given => ({ body });
