import { just, open, type RouteRow, row } from './route-rows.js';

const IDENTITY_KEY = 'demo:0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed';

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
  'POST /api/policy/leases': row(forRelayAdmins(), just({ identity_key: IDENTITY_KEY, bps: 0 })),
  'POST /api/policy/ips': row(forRelayAdmins(), just({ ip: '203.0.113.9', is_banned: false })),
};
