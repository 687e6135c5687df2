import { createECDH } from 'node:crypto';
import { DataSource } from 'typeorm';
import { randomToken } from '#libs/crypto';
import { ExternalIdentity } from '../auth/external-identity.entity.js';
import { Passkey } from '../auth/passkey.entity.js';
import { NotificationsService } from '../notifications/index.js';
import { MessageWriter, Rooms } from '../chat/index.js';
import { RELAY_ROUTES } from './relay-routes.js';
import {
  created,
  forAdmins,
  forAny,
  forEach,
  forModerators,
  forOwner,
  type Given,
  just,
  open,
  row,
  type RouteRow,
  withBody,
  type World,
} from './route-rows.js';
import { STREAM_ROUTES } from './stream-routes.js';

const CONNECTION = { name: 'Box', type: 'ssh', host: '127.0.0.1', config: { username: 'root', password: 'secret' } };
const SERVICE = { name: 'Box', plugin: 'ssh', host: '127.0.0.1', path: '/box', config: { username: 'root' } };
const FINGERPRINT = { fingerprint: `SHA256:${'a'.repeat(43)}` };
const PASSKEY_ANSWER = { challenge_id: 'none', response: {} };
const PASSWORDS = { current_password: 'not my password', new_password: 'another long password' };

const connection = (world: World): Promise<Given> => created(world, '/api/connections', world.users.owner, CONNECTION);
const service = (world: World): Promise<Given> => created(world, '/api/admin/services', world.users.admin, SERVICE);
const apiKey = (world: World): Promise<Given> => created(world, '/api/api-keys', world.users.owner, { name: 'k' });
const sshKey = (world: World): Promise<Given> => created(world, '/api/ssh-keys', world.users.owner, { name: 'k' });

const pinned =
  (thing: (world: World) => Promise<Given>, path: (id: unknown) => string, as: 'owner' | 'admin') =>
  async (world: World): Promise<Given> => {
    const given = await thing(world);
    await world.portal.fetch(path(given.params!['id']), { as: world.users[as], body: FINGERPRINT });
    return given;
  };
const pinnedConnection = pinned(connection, (id) => `/api/connections/${id}/host-key`, 'owner');
const pinnedService = pinned(service, (id) => `/api/admin/services/${id}/host-key`, 'admin');

const passkey = async ({ portal, users }: World): Promise<Given> => {
  const row = { userId: users.owner.id, name: 'k', credentialId: randomToken(16), publicKey: Buffer.alloc(8) };
  const { identifiers } = await portal.get(DataSource).manager.insert(Passkey, row);
  return { params: { id: identifiers[0]!['id'] as number } };
};

const identity = async ({ portal, users }: World): Promise<Given> => {
  const row = { userId: users.owner.id, issuer: 'https://id.example', subject: randomToken(8) };
  const { identifiers } = await portal.get(DataSource).manager.insert(ExternalIdentity, row);
  return { params: { id: identifiers[0]!['id'] as number } };
};

const anotherSession = async ({ portal, users }: World): Promise<Given> => ({
  body: { token_id: (await portal.make.session(users.owner.id)).sessionId },
});

const newName = (): string => `n${randomToken(6).replace(/[_-]/g, '0')}`;
const NEW_PASSWORD = 'correct horse battery';

const user = (world: World): Promise<Given> =>
  created(world, '/api/admin/users', world.users.admin, { username: newName(), password: NEW_PASSWORD });

/** Somebody nobody knows yet. */
const stranger = async ({ portal }: World): Promise<Given> => ({ params: { id: (await portal.make.user()).id } });

const blockedByOwner = async (world: World): Promise<Given> => {
  const { id } = await world.portal.make.user();
  await world.portal.fetch(`/api/users/${id}/block`, { as: world.users.owner, method: 'POST' });
  return { params: { id } };
};

const sanction =
  (body: object = {}) =>
  async ({ portal }: World): Promise<Given> => ({ body: { user_id: (await portal.make.user()).id, ...body } });

const sanctioned =
  (kind: string, body: object = {}) =>
  async (world: World): Promise<Given> => {
    const lifting = { user_id: (await world.portal.make.user()).id, room_id: 1 };
    await world.portal.fetch(`/api/admin/moderation/${kind}`, {
      as: world.users.admin,
      body: { ...lifting, ...body },
    });
    return { body: lifting };
  };

/** Where nobody listens. */
const STORAGE = {
  ...{ host: '127.0.0.1', port: 9, username: 'nobody', auth_method: 'password', password: 'secret' },
  remote_path: '/recordings',
};

const storages = async ({ portal, users }: World): Promise<Given> => {
  await Promise.all(
    Object.values(users).map(async (as) => {
      await portal.fetch('/api/vods/storage', { as, body: STORAGE });
      await portal.fetch('/api/vods/storage/host-key', { as, body: FINGERPRINT });
    }),
  );
  return {};
};

const storedFile = async (world: World): Promise<Given> => ({ ...(await storages(world)), params: { '*': 'a.mkv' } });

const clip = async (world: World): Promise<Given> => {
  await storages(world);
  const wanted = { files: ['a.mkv'], start: 0, end: 1, name: 'x' };
  const { body } = await world.portal.fetch('/api/vods/clips', { as: world.users.owner, body: wanted });
  return { params: { id: body.id } };
};

/** A private channel of the owner's. */
const channel = (world: World): Promise<Given> =>
  created(world, '/api/chat/channels', world.users.owner, { name: newName().toLowerCase(), visibility: 'private' });

const channelMember = async (world: World): Promise<Given> => {
  const { params } = await channel(world);
  const { id } = await world.portal.make.user();
  await world.portal.fetch(`/api/chat/channels/${params!['id']}/members`, {
    as: world.users.owner,
    body: { user_id: id },
  });
  return { params: { ...params, user_id: id }, body: { role: 'moderator' } };
};

const channelMessage = async (world: World): Promise<Given> => {
  const { params } = await channel(world);
  const room = (await world.portal.get(Rooms).find(Number(params!['id'])))!;
  const message = { room, userId: world.users.owner.id, text: 'hello', mentions: [], mentionsHere: false };
  const { id } = await world.portal.get(MessageWriter).write(message);
  return { params: { id } };
};

/** A group the owner has made. */
const conversation = async (world: World): Promise<Given> => {
  const { id } = await world.portal.make.user();
  return created(world, '/api/dm/conversations', world.users.owner, { user_ids: [id] });
};

/** What those decide who made the channel, and administrators: whoever is not in it does not know it. */
const forChannelOwner = (status = 200): number[] => [401, 404, status, 404, status, 403];

const AUTOMOD_RULE = { name: 'r', kind: 'words', config: { words: ['spam'] } };
const AUTOMOD_CHANGES = { name: 'r', config: { words: ['spam'] }, action: 'flag', timeout_minutes: 5 };
const automodRule = (world: World): Promise<Given> =>
  created(world, '/api/admin/automod/rules', world.users.admin, AUTOMOD_RULE);

const notification = async ({ portal, users }: World): Promise<Given> => {
  const notice = { userId: users.owner.id, type: 'security', title: 'Hello', message: 'there' } as const;
  return { params: { id: (await portal.get(NotificationsService).notify(notice))! } };
};

const pushSubscription = () => {
  const p256dh = createECDH('prime256v1').generateKeys('base64url');
  const keys = { p256dh, auth: randomToken(16) };
  return { endpoint: `http://127.0.0.1:20001/${randomToken(8)}`, keys, always: true };
};

/**
 * Who may call what: one row a route, the statuses in the order of `CALLERS`. `routes.http.test.ts` fails when a route
 * has no row or a row no route; `malformed-input.http.test.ts` takes its valid bodies from here.
 */
export const ROUTES: Record<string, RouteRow> = {
  'GET /healthz': row(open()),
  'GET /readyz': row(open()),
  'GET /metrics': row([401, 401, 401, 401, 200, 401]),
  'GET /api/openapi.json': row(open()),

  'POST /api/token': row(open(401), just({ username: 'nobody', password: 'nothing at all' })),
  'POST /api/logout': row(open()),
  'GET /api/tokens': row(forEach()),
  'POST /api/token/revoke': row(forOwner(), anotherSession),
  'POST /api/ws-tickets': row(forAny(201)),
  'GET /api/auth/options': row(open()),
  'POST /api/register': row(open(403), () => ({
    body: { username: newName(), password: NEW_PASSWORD, invite_code: 'wrong' },
  })),
  'POST /api/setup': row(open(409), just({ setup_code: 'x', username: 'root1', password: 'correct horse battery' })),

  'POST /api/me/password': row(forEach(400), just(PASSWORDS)),
  'GET /api/user/2fa/status': row(forEach()),
  'POST /api/user/2fa/setup': row(forEach()),
  'POST /api/user/2fa/verify': row(forEach(409), just({ code: '000000' })),
  'POST /api/user/2fa/disable': row(forEach(409), just({ code: '000000' })),
  'POST /api/user/2fa/backup-codes': row(forEach(409), just({ code: '000000' })),
  'POST /api/api-keys': row(forEach(201), just({ name: 'k', scopes: 'me:read', expires_in_days: 1 })),
  'GET /api/api-keys': row(forEach()),
  'POST /api/api-keys/:id/revoke': row(forOwner(), apiKey),
  'DELETE /api/api-keys/:id': row(forOwner(), apiKey),

  'POST /api/auth/passkey/options': row(open()),
  'POST /api/auth/passkey/verify': row(open(401), just(PASSKEY_ANSWER)),
  'GET /api/me/passkeys': row(forEach()),
  'POST /api/me/passkeys/options': row(forEach()),
  'POST /api/me/passkeys': row(forEach(400), just({ ...PASSKEY_ANSWER, name: 'k' })),
  'PUT /api/me/passkeys/:id': row(forOwner(), withBody(passkey, { name: 'renamed' })),
  'DELETE /api/me/passkeys/:id': row(forOwner(), passkey),

  // No provider is configured.
  'GET /api/auth/oidc/login': row(open(404)),
  'GET /api/auth/oidc/callback': row(open(302)),
  'GET /api/me/identities': row(forEach()),
  'POST /api/me/identities/oidc': row(forEach(404), just({ return_to: '/' })),
  'DELETE /api/me/identities/:id': row(forOwner(), identity),

  'GET /api/me': row(forEach()),
  'PUT /api/me/status': row(forEach(), just({ status: 'away', status_message: 'out' })),
  'PUT /api/me/nickname': row(forEach(), just({ nickname: 'Ada L' })),
  'PUT /api/me/avatar': row(forEach(), just({ color: '#336699', emoji: '🦊', initials: 'AL' })),
  'PUT /api/me/anonymous': row(forEach(), just({ anonymous: true })),
  'GET /api/stats/public': row(forAny()),

  'POST /api/ssh-keys': row(forEach(201), just({ name: 'k', key_type: 'ed25519', store: true })),
  'GET /api/ssh-keys': row(forEach()),
  'GET /api/ssh-keys/authorized': row(forEach()),
  'GET /api/ssh-keys/:id': row(forOwner(), sshKey),
  'DELETE /api/ssh-keys/:id': row(forOwner(), sshKey),

  'GET /api/connections/types': row(forEach()),
  'GET /api/connections': row(forEach()),
  'POST /api/connections': row(forEach(201), just({ ...CONNECTION, port: 22, tags: ['home'] })),
  'POST /api/connections/import': row(
    forEach(),
    just({ format: 'ssh_config', text: 'Host a', preview: true, names: ['a'] }),
  ),
  'GET /api/connections/:id': row(forOwner(), connection),
  'PUT /api/connections/:id': row(forOwner(), withBody(connection, { ...CONNECTION, port: 23, tags: ['home'] })),
  'DELETE /api/connections/:id': row(forOwner(), connection),
  'POST /api/connections/:id/pin': row(forOwner(), connection),
  'POST /api/connections/:id/duplicate': row(forOwner(201), connection),
  'GET /api/connections/:id/connect': row(forOwner(), connection),
  'GET /api/connections/:id/health': row(forOwner(), connection),
  'GET /api/connections/:id/host-key': row(forOwner(), pinnedConnection),
  'POST /api/connections/:id/host-key': row(forOwner(), withBody(connection, FINGERPRINT)),
  'DELETE /api/connections/:id/host-key': row(forOwner(), pinnedConnection),

  'GET /api/sessions': row(forEach()),
  'GET /api/sessions/recent': row(forEach()),
  'DELETE /api/sessions/:id': row(forEach(404), () => ({ params: { id: randomToken(12) } })),

  'GET /api/services': row(forAny()),
  'GET /api/services/:id': row([401, 200, 200, 200, 200, 404], service),
  'GET /api/services/:id/health': row([401, 200, 200, 200, 200, 404], service),

  'GET /api/admin/users': row(forAdmins()),
  'POST /api/admin/users': row(forAdmins(201), () => ({
    body: { username: newName(), password: NEW_PASSWORD, role: 'moderator', scopes: 'access:ssh' },
  })),
  'GET /api/admin/users/:id': row(forAdmins(), user),
  'PUT /api/admin/users/:id': row(forAdmins(), withBody(user, { role: 'user', disabled: true, scopes: '' })),
  'DELETE /api/admin/users/:id': row(forAdmins(), user),
  'POST /api/admin/users/:id/password': row(forAdmins(), withBody(user, { password: NEW_PASSWORD })),
  'POST /api/admin/users/:id/2fa/reset': row(forAdmins(), user),
  'GET /api/admin/invite-code': row(forAdmins()),
  'POST /api/admin/invite-code/rotate': row(forAdmins()),
  'GET /api/admin/settings': row(forAdmins()),
  'PUT /api/admin/settings': row(
    forAdmins(),
    just({ registration_open: true, network: { allow: [] }, sessions: { idle_minutes: 0 } }),
  ),

  'GET /api/users/blocked': row(forEach()),
  'POST /api/users/:id/block': row(forEach(), stranger),
  'DELETE /api/users/:id/block': row(forOwner(), blockedByOwner),

  'GET /api/admin/audit-log': row(forModerators()),
  'GET /api/admin/moderation': row(forModerators()),
  'POST /api/admin/moderation/timeout': row(forModerators(), sanction({ minutes: 5, room_id: 1, reason: 'r' })),
  'POST /api/admin/moderation/mute': row(forModerators(), sanction({ minutes: 5, room_id: 1, reason: 'r' })),
  'POST /api/admin/moderation/ban': row(forModerators(), sanction({ minutes: 5, room_id: 1, reason: 'r' })),
  'POST /api/admin/moderation/untimeout': row(forModerators(), sanctioned('timeout', { minutes: 5 })),
  'POST /api/admin/moderation/unmute': row(forModerators(), sanctioned('mute')),
  'POST /api/admin/moderation/unban': row(forModerators(), sanctioned('ban')),
  'GET /api/admin/automod/kinds': row(forAdmins()),
  'GET /api/admin/automod/rules': row(forAdmins()),
  'POST /api/admin/automod/rules': row(
    forAdmins(201),
    just({ ...AUTOMOD_RULE, ...AUTOMOD_CHANGES, enabled: false, dry_run: true }),
  ),
  'GET /api/admin/automod/rules/:id': row(forAdmins(), automodRule),
  'PUT /api/admin/automod/rules/:id': row(
    forAdmins(),
    withBody(automodRule, { ...AUTOMOD_CHANGES, enabled: false, dry_run: true }),
  ),
  'DELETE /api/admin/automod/rules/:id': row(forAdmins(), automodRule),
  'POST /api/admin/automod/test': row(forAdmins(), just({ text: 'spam', draft: { kind: 'caps', config: {} } })),

  'GET /api/admin/retention': row(forAdmins()),
  'PUT /api/admin/retention': row(forAdmins(), just({ chat: 7, dm: 0, notifications: 30, audit: 90, activity: 90 })),
  'POST /api/admin/retention/run': row(forAdmins(202)),

  'GET /api/admin/services/types': row(forAdmins()),
  'GET /api/admin/services': row(forAdmins()),
  'POST /api/admin/services': row(forAdmins(201), just({ ...SERVICE, port: 22, icon: 'terminal', category: 'Mine' })),
  'GET /api/admin/services/:id': row(forAdmins(), service),
  'PUT /api/admin/services/:id': row(forAdmins(), withBody(service, { ...SERVICE, enabled: false })),
  'DELETE /api/admin/services/:id': row(forAdmins(), service),
  'GET /api/admin/services/:id/host-key': row(forAdmins(), pinnedService),
  'POST /api/admin/services/:id/host-key': row(forAdmins(), withBody(service, FINGERPRINT)),
  'DELETE /api/admin/services/:id/host-key': row(forAdmins(), pinnedService),

  'GET /api/chat/channels': row(forEach()),
  'POST /api/chat/channels': row(forEach(201), () => ({
    body: { name: newName().toLowerCase(), description: 'x', visibility: 'private', mode: 'open' },
  })),
  'GET /api/chat/search': row([401, 400, 400, 400, 400, 403]),
  'GET /api/chat/users': row(forEach()),
  'GET /api/chat/channels/:id/members': row([401, 404, 200, 200, 200, 403], channel),
  'POST /api/chat/channels/:id/members': row(forChannelOwner(), async (world) => ({
    ...(await channel(world)),
    body: { user_id: (await world.portal.make.user()).id },
  })),
  'PUT /api/chat/channels/:id/members/:user_id': row(forChannelOwner(), channelMember),
  'DELETE /api/chat/channels/:id/members/:user_id': row(forChannelOwner(), channelMember),
  'GET /api/chat/thread/:id': row(forOwner(), channelMessage),
  'GET /api/voice/ice-servers': row(forEach()),
  'GET /api/dm/conversations': row(forEach()),
  'POST /api/dm/conversations': row(forEach(201), async ({ portal }) => ({
    body: { user_ids: [(await portal.make.user()).id], name: 'Team' },
  })),
  'GET /api/dm/conversations/:id': row(forOwner(), conversation),
  'GET /api/dm/conversations/:id/messages': row(forOwner(), conversation),
  'POST /api/dm/conversations/:id/mute': row(forOwner(), withBody(conversation, { muted: true })),
  'POST /api/dm/conversations/:id/leave': row(forOwner(), conversation),
  'POST /api/dm/conversations/:id/participants': row(forOwner(), async (world) => ({
    ...(await conversation(world)),
    body: { user_ids: [(await world.portal.make.user()).id] },
  })),
  'GET /api/admin/channels': row(forAdmins()),
  'PUT /api/admin/channels/:id': row(forChannelOwner(), withBody(channel, { description: 'x', mode: 'readonly' })),
  'DELETE /api/admin/channels/:id': row(forChannelOwner(), channel),
  // A form; the JSON of this test is none.
  'POST /api/chat/upload': row(forEach(415)),
  // Without an address.
  'GET /api/chat/link-preview': row(forEach(400)),
  'GET /static/previews/:name': row(open(404), () => ({ params: { name: 'none.webp' } })),
  'GET /static/uploads/chat/:name': row(open(404), () => ({ params: { name: 'none.webp' } })),

  'GET /api/notifications': row(forEach()),
  'POST /api/notifications/read-all': row(forEach()),
  'POST /api/notifications/:id/read': row(forOwner(), notification),
  'DELETE /api/notifications/:id': row(forOwner(), notification),
  'GET /api/push/public-key': row(forEach()),
  'POST /api/push/subscriptions': row(forEach(201), () => ({ body: pushSubscription() })),
  'DELETE /api/push/subscriptions': row(forEach(), () => ({ body: { endpoint: pushSubscription().endpoint } })),
  'GET /api/vods': row(forEach(502), storages),
  'GET /api/vods/clips': row(forEach()),
  'POST /api/vods/clips': row(forEach(202), withBody(storages, { files: ['a.mkv'], start: 0, end: 1.5, name: 'x' })),
  'GET /api/vods/clips/:id': row(forOwner(), clip),
  'GET /api/vods/sessions': row(forEach(502), storages),
  'GET /api/vods/play/*': row(forEach(502), async (world) => ({
    ...(await storages(world)),
    params: { '*': 'Show/index.m3u8' },
  })),
  'GET /api/vods/download/*': row(forEach(502), storedFile),
  'POST /api/vods/download-archive': row(forEach(502), withBody(storages, { files: ['a.mkv'] })),
  'DELETE /api/vods/*': row(forEach(502), storedFile),
  'GET /api/vods/storage': row(forEach(), storages),
  'POST /api/vods/storage': row(forEach(), just(STORAGE)),
  'DELETE /api/vods/storage': row(forEach(), storages),
  'POST /api/vods/storage/test': row(forEach(502), storages),
  'GET /api/vods/storage/host-key': row(forEach(), storages),
  'POST /api/vods/storage/host-key': row(forEach(), withBody(storages, FINGERPRINT)),
  'DELETE /api/vods/storage/host-key': row(forEach(), storages),
  'GET /api/sftp/vod/list': row(forEach(502), storages),
  'GET /api/sftp/vod/read': row(forEach(400), storages),
  'GET /api/sftp/vod/download': row(forEach(400), storages),
  'POST /api/sftp/vod/mkdir': row(forEach(502), withBody(storages, { path: '/a' })),
  'POST /api/sftp/vod/upload': row(forEach(415), withBody(storages, {})),
  'POST /api/sftp/vod/write': row(forEach(502), withBody(storages, { path: '/a', content: 'x' })),
  'POST /api/sftp/vod/rename': row(forEach(502), withBody(storages, { old_path: '/a', new_path: '/b' })),
  'DELETE /api/sftp/vod/delete': row(forEach(400), storages),
  ...STREAM_ROUTES,
  ...RELAY_ROUTES,
};
