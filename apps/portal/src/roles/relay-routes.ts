import { just, open, type RouteRow, row } from './route-rows.js';

const ADDRESS = '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed';
const IDENTITY_KEY = `demo:${ADDRESS}`;

/** Administrators of the relay: those of the portal are. To all others nothing else is said. */
const forRelayAdmins = (status = 200): number[] => [401, 401, 401, 401, status, 401];

/** Specification B: of the api process. */
export const RELAY_ROUTES: Record<string, RouteRow> = {
  // The relay of this test has no admin token.
  'POST /api/admin/auth/login': row(open(401), just({ token: 'guess' })),
  'GET /api/admin/auth/status': row(open()),
  'POST /api/admin/auth/logout': row(forRelayAdmins()),
  'GET /api/policy': row(forRelayAdmins()),
  'POST /api/policy': row(forRelayAdmins(), just({ approval_mode: 'auto' })),
  'GET /api/policy/state': row(forRelayAdmins()),
  'POST /api/policy/leases': row(forRelayAdmins(), just({ identity_key: IDENTITY_KEY, bps: 0 })),
  'POST /api/policy/ips': row(forRelayAdmins(), just({ ip: '203.0.113.9', is_banned: false })),
  'GET /api/healthz': row(open()),
  'GET /api/state': row(open()),
  'GET /ui/state': row(open()),
  // Without a host name.
  'GET /ui/service/status': row(open(400)),
  // Of no lease.
  'GET /ui/thumbnail/:hostname': row(open(404), () => ({ params: { hostname: 'none.localhost' } })),
  'GET /ui/policy': row(forRelayAdmins()),
  'GET /ui/policy/state': row(forRelayAdmins()),
  'POST /ui/policy': row(forRelayAdmins(), just({ landing_page_enabled: true })),
  'POST /ui/policy/leases': row(forRelayAdmins(), just({ identity_key: IDENTITY_KEY, bps: 0 })),
  'POST /ui/policy/ips': row(forRelayAdmins(), just({ ip: '203.0.113.9', is_banned: false })),

  'GET /sdk/domain': row(open()),
  // No relay runs in this test.
  'GET /sdk/connect': row(open(503)),
  'POST /sdk/register/challenge': row(open(201), just({ identity: { name: 'demo', address: ADDRESS } })),
  // No such challenge, no such token.
  'POST /sdk/register': row(open(400), just({ challenge_id: 'rch_0', siwe_message: 'x', siwe_signature: '0x' })),
  'POST /sdk/renew': row(open(403), just({ access_token: 'x' })),
  'POST /sdk/unregister': row(open(403), just({ access_token: 'x' })),
  // Discovery is off in this test, and there is no overlay.
  'GET /discovery': row(open(404)),
  'POST /discovery/announce': row(open(404), just({ descriptor: {} })),
  'POST /sdk/hop': row(open(503), just({})),
  'DELETE /sdk/hop': row(open(503)),
  // Payments are off in this test.
  'GET /api/x402/supported': row(open(404)),
  'POST /api/x402/verify': row(open(404), just({ paymentRequirements: {} })),
  'POST /api/x402/settle': row(open(404), just({ paymentRequirements: {} })),
  'GET /api/install.sh': row(open()),
  'GET /api/install.ps1': row(open()),
  // It is not built where tests run.
  'GET /api/install/bin/:slug': row(open(404), () => ({ params: { slug: 'linux-amd64' } })),
};
