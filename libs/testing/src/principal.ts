import type { Principal } from '../../../apps/portal/src/auth/principal.js';

type Account = Pick<Principal, 'userId' | 'credential'> & Partial<Pick<Principal, 'username' | 'role'>>;

/** A caller who may open everything, as the authenticator would tell. */
export const principalOf = ({ userId, credential, username = `u${userId}`, role = 'user' }: Account): Principal => ({
  userId,
  username,
  role,
  scopes: ['*'],
  userScopes: ['access:*'],
  profile: {
    id: userId,
    username,
    role,
    scopes: 'access:*',
    createdAt: new Date(0),
    nickname: null,
    avatar: null,
    status: 'offline',
    statusMessage: null,
    anonymous: false,
    hasTotp: false,
    hasPassword: true,
  },
  credential,
});
