import {
  forEach,
  forOwner,
  created,
  type Given,
  just,
  open,
  type RouteRow,
  row,
  withBody,
  type World,
} from './route-rows.js';

const STREAM = { title: 'Show', description: 'x', is_public: false, rtmp_enabled: true };
const RELAY = { platform: 'custom', name: 'r', rtmp_url: 'rtmp://127.0.0.1:20002/live', stream_key: 'secret' };

/** A private one. */
const stream = (world: World): Promise<Given> => created(world, '/api/streams', world.users.owner, STREAM);

const within =
  (
    folder: string,
    body: object | ((world: World) => Promise<object>),
    param: string,
    idOf = (added: Added) => added.id,
  ) =>
  async (world: World): Promise<Given> => {
    const { params } = await stream(world);
    const given = typeof body === 'function' ? await body(world) : body;
    const path = `/api/streams/${params!['id']}/${folder}`;
    const added = await world.portal.fetch(path, { as: world.users.owner, body: given });
    return { params: { ...params, [param]: idOf(added.body as Added) } };
  };

interface Added {
  id: number;
  user_id: number;
}

const relay = within('relays', RELAY, 'relay_id');
const share = within('share', {}, 'share_id');
const ban = within(
  'bans',
  async ({ portal }) => ({ user_id: (await portal.make.user()).id }),
  'user_id',
  (added) => added.user_id,
);

const KEY = 'pub_0123456789abcdefghijklmn';
const nothing = (params: Record<string, string>) => (): Given => ({ params: { key: KEY, ...params } });
const SESSION = { session: 'node.session' };

/** Owners, and administrators for what they see. */
const forOwnerAndAdmins = (status = 200): number[] => [401, 404, status, 404, status, 403];

export const STREAM_ROUTES: Record<string, RouteRow> = {
  'GET /api/streams': row(forEach()),
  'POST /api/streams': row(forEach(201), just(STREAM)),
  'GET /api/streams/public': row(forEach()),
  'GET /api/streams/open': row(forEach()),
  'GET /api/streams/:id': row(forOwnerAndAdmins(), stream),
  'PUT /api/streams/:id': row(forOwner(), withBody(stream, STREAM)),
  'DELETE /api/streams/:id': row(forOwner(), stream),
  'POST /api/streams/:id/regenerate-key': row(forOwner(), stream),
  // The server's switch is off.
  'POST /api/streams/:id/rtmp-token': row(forOwner(403), stream),
  'GET /api/streams/:id/bans': row(forOwner(), stream),
  'POST /api/streams/:id/bans': row(forOwner(201), async (world) => ({
    ...(await stream(world)),
    body: { user_id: (await world.portal.make.user()).id, reason: 'r' },
  })),
  'DELETE /api/streams/:id/bans/:user_id': row(forOwner(), ban),
  'POST /api/streams/:id/share': row(forOwner(201), withBody(stream, { expires_in: 60 })),
  'GET /api/streams/:id/shares': row(forOwner(), stream),
  'DELETE /api/streams/:id/shares/:share_id': row(forOwner(), share),
  'GET /api/relay-platforms': row(forEach()),
  'GET /api/streams/:id/relays': row(forOwner(), stream),
  'POST /api/streams/:id/relays': row(forOwner(201), withBody(stream, { ...RELAY, enabled: false })),
  'PUT /api/streams/:id/relays/:relay_id': row(forOwner(), withBody(relay, { ...RELAY, enabled: false })),
  'DELETE /api/streams/:id/relays/:relay_id': row(forOwner(), relay),
  // A form; the JSON of this test is none.
  'POST /api/streams/:id/thumbnail': row(forEach(415), stream),
  // None was chosen.
  'DELETE /api/streams/:id/thumbnail': row(forOwner(404), stream),

  // Of no stream.
  'GET /api/stream/:key': row(open(404), nothing({})),
  'GET /api/stream/:key/thumbnail': row(open(404), nothing({})),
  'GET /api/stream/:key/hls/:file': row(open(404), nothing({ file: 'index.m3u8' })),
  'OPTIONS /api/stream/:key/hls/:file': row(open(204)),
  // SDP; the JSON of this test is none.
  'POST /api/stream/:key/webrtc/whip': row(open(415), nothing({})),
  'POST /api/stream/:key/webrtc/whep': row(open(415), nothing({})),
  'OPTIONS /api/stream/:key/webrtc/whip': row(open(204)),
  'OPTIONS /api/stream/:key/webrtc/whep': row(open(204)),
  'OPTIONS /api/stream/:key/webrtc/whip/:session': row(open(204)),
  'OPTIONS /api/stream/:key/webrtc/whep/:session': row(open(204)),
  'PATCH /api/stream/:key/webrtc/whip/:session': row(open(415), nothing(SESSION)),
  'PATCH /api/stream/:key/webrtc/whep/:session': row(open(415), nothing(SESSION)),
  'DELETE /api/stream/:key/webrtc/whip/:session': row(open(404), nothing(SESSION)),
  'DELETE /api/stream/:key/webrtc/whep/:session': row(open(404), nothing(SESSION)),
};
