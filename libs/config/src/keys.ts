import { isIP } from 'node:net';
import path from 'node:path';

/** One configuration key of the environment. `parse` throws an Error whose message completes "NAME …". */
export interface ConfigKey<T> {
  type: string;
  /** As a person would write it; undefined where the key has no value unless set. */
  default: string | undefined;
  description: string;
  secret?: boolean;
  parse(text: string): T;
}

const key = <T>(type: string, parse: (text: string) => T, fallback: string, description: string): ConfigKey<T> => ({
  type,
  default: fallback,
  description,
  parse,
});

const optional = <T>(
  type: string,
  parse: (text: string) => T,
  description: string,
  secret = false,
): ConfigKey<T | undefined> => ({ type, default: undefined, description, secret, parse });

const text = (value: string): string => value;

const matching =
  (pattern: RegExp, fault: string) =>
  (value: string): string => {
    if (!pattern.test(value)) throw new Error(fault);
    return value;
  };

const integer =
  (min: number, max: number) =>
  (value: string): number => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= min && number <= max)) throw new Error(`must be a whole number from ${min} to ${max}`);
    return number;
  };

const onOff = (value: string): boolean => {
  if (/^(on|true|1|yes)$/i.test(value)) return true;
  if (/^(off|false|0|no)$/i.test(value)) return false;
  throw new Error('must be on or off');
};

const oneOf =
  <T extends string>(...values: T[]) =>
  (value: string): T => {
    const found = values.find((candidate) => candidate === value);
    if (found === undefined) throw new Error(`must be one of ${values.join(', ')}`);
    return found;
  };

const list = (value: string): string[] =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const ROLE_NAMES = ['api', 'worker', 'media', 'relay'] as const;
export type RoleName = (typeof ROLE_NAMES)[number];

const roles = (value: string): RoleName[] => {
  const names = list(value);
  const unknown = names.filter((name) => !(ROLE_NAMES as readonly string[]).includes(name));
  if (unknown.length > 0)
    throw new Error(`names unknown roles (${unknown.join(', ')}); known are ${ROLE_NAMES.join(', ')}`);
  if (names.length === 0) throw new Error('must name at least one role');
  return [...new Set(names)] as RoleName[];
};

const url =
  (...protocols: string[]) =>
  (value: string): URL => {
    const parsed = URL.canParse(value) ? new URL(value) : undefined;
    if (!parsed || !protocols.includes(parsed.protocol)) {
      throw new Error(`must be a URL with ${protocols.map((name) => `${name}//`).join(' or ')}`);
    }
    return parsed;
  };

const isCidr = (item: string): boolean => {
  const [address = '', prefix, ...rest] = item.split('/');
  const bits = { 4: 32, 6: 128 }[isIP(address)] ?? 0;
  return (
    bits > 0 && rest.length === 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits))
  );
};

const cidrs = (value: string): string[] => {
  const items = list(value);
  const bad = items.filter((item) => !isCidr(item));
  if (bad.length > 0) throw new Error(`has entries that are not addresses or CIDR ranges: ${bad.join(', ')}`);
  return items;
};

const iceUrls =
  (...schemes: string[]) =>
  (value: string): string[] => {
    const items = value.trim() === 'none' ? [] : list(value);
    const bad = items.filter(
      (item) => !schemes.some((scheme) => item.startsWith(scheme) && item.length > scheme.length),
    );
    if (bad.length > 0)
      throw new Error(`has entries that do not begin with ${schemes.join(' or ')}: ${bad.join(', ')}`);
    return items;
  };

const port = integer(0, 65_535);

/** Every key the portal reads, in the order of the reference. */
export const CONFIG_KEYS = {
  PORTAL_HOST: key('address', text, '0.0.0.0', 'Address to listen on.'),
  PORTAL_PORT: key('port', port, '3000', 'Port to listen on; 0 takes any free one, printed at start.'),
  PORTAL_URL: optional(
    'URL',
    url('http:', 'https:'),
    'Public base URL. Default: http://localhost:<port>. With https, cookies are marked Secure.',
  ),
  PORTAL_DATA_DIR: key(
    'path',
    (value) => path.resolve(value),
    './data',
    'Folder of the embedded database, the root key and uploads.',
  ),
  PORTAL_ROLES: key(
    'list',
    roles,
    'api,worker,media,relay',
    'Roles this process plays: api, worker, media, relay. Beside api, media and relay are child processes.',
  ),
  PORTAL_TRUSTED_PROXIES: key(
    'CIDR list',
    cidrs,
    '127.0.0.0/8,::1/128',
    'Reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.',
  ),
  PORTAL_ADMIN_USERNAME: optional(
    'text',
    text,
    'With PORTAL_ADMIN_PASSWORD: the first administrator, created on an empty database.',
  ),
  PORTAL_ADMIN_PASSWORD: optional('text', text, 'Password of the first administrator, 8 characters or more.', true),
  PORTAL_ROOT_KEY: optional(
    'base64 or hex',
    text,
    'The 32-byte key that wraps every other key. Default: root.key in the data folder.',
    true,
  ),
  PORTAL_ROOT_KEY_FILE: optional('path', text, 'File of the root key, readable by its owner only.'),
  PORTAL_NET_ALLOW: key('CIDR list', cidrs, '', 'Targets that are always allowed, whatever the network policy says.'),
  PORTAL_NET_DENY: key('CIDR list', cidrs, '', 'Targets that are always refused.'),
  PORTAL_RATE_LIMITS: key('switch', onOff, 'on', 'off only for load tests on a private machine.'),
  PORTAL_METRICS_TOKEN: optional('text', text, 'Bearer token with which a scraper may read /metrics.', true),
  PORTAL_LOG_LEVEL: key(
    'level',
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    'info',
    'Least level that is logged.',
  ),
  PORTAL_LOCAL_TERMINAL: key(
    'switch',
    onOff,
    'off',
    'Lets administrators define services that open a shell on the portal host.',
  ),
  PORTAL_LOCAL_TERMINAL_USER: key(
    'user name',
    text,
    'nobody',
    'System account of local terminals; the portal must run as root to change to it.',
  ),
  DATABASE_URL: optional(
    'URL',
    url('postgres:', 'postgresql:'),
    'PostgreSQL 15 or newer. Default: the embedded server in the data folder.',
    true,
  ),
  REDIS_URL: optional(
    'URL',
    url('redis:', 'rediss:'),
    'Redis for jobs, rate limits, pub/sub and Socket.IO between processes. Default: PostgreSQL.',
    true,
  ),
  PORTAL_REDIS_PREFIX: key('text', text, 'portal', 'Separates installations that share one Redis.'),
  PORTAL_STUN_URLS: key(
    'list',
    iceUrls('stun:', 'stuns:'),
    'stun:stun.l.google.com:19302',
    'STUN servers that tell browsers in voice rooms and of streams (WHIP, WHEP) their public address, or none.',
  ),
  PORTAL_TURN_URLS: key(
    'list',
    iceUrls('turn:', 'turns:'),
    '',
    'TURN servers that carry voice, and streams by WebRTC, where UDP does not pass.',
  ),
  PORTAL_TURN_SECRET: optional(
    'text',
    text,
    'Shared secret of the TURN servers (`use-auth-secret` of coturn): each user gets credentials for a day.',
    true,
  ),
  MEDIA_ENGINE: key(
    'name',
    oneOf('embedded', 'mediamtx', 'off'),
    'embedded',
    'What carries live streams: the engine within, an external MediaMTX, or nothing.',
  ),
  FFMPEG_PATH: optional(
    'path',
    text,
    'Program that makes thumbnails and converts audio. Default: ffmpeg of the PATH; without it those features are off.',
  ),
  RTMP_PLAIN_ENABLED: key(
    'switch',
    onOff,
    'off',
    'Lets publishers in over unencrypted RTMP, with tokens that are used once.',
  ),
  PORTAL_RTMP_PORT: key('port', port, '1935', 'Port of plain RTMP; 0 takes any free one.'),
  PORTAL_RTMPS_PORT: key('port', port, '1936', 'Port of RTMPS; 0 takes any free one.'),
  PORTAL_RTSPS_PORT: key('port', port, '8322', 'Port of RTSPS; 0 takes any free one.'),
  PORTAL_WEBRTC_PORT: key('port', port, '8189', 'UDP port of WHIP and WHEP; 0 takes any free one.'),
  PORTAL_MEDIA_TLS_CERT: optional(
    'path',
    text,
    'PEM certificate chain of RTMPS and RTSPS, read again when it changes. Default: a self-signed one.',
  ),
  PORTAL_MEDIA_TLS_KEY: optional('path', text, 'PEM private key of PORTAL_MEDIA_TLS_CERT.'),
  PORTAL_STREAM_HOST: optional(
    'host name',
    text,
    'Name under which publishers reach RTMP, RTMPS and RTSPS. Default: the host of PORTAL_URL.',
  ),
  PORTAL_ANNOUNCED_IPS: key(
    'list',
    list,
    '',
    'Addresses under which WebRTC peers reach this host, where it does not have them itself (NAT).',
  ),
  PORTAL_MEDIA_URL: optional(
    'URL',
    url('http:'),
    'Where the processes of the portal reach the inner HTTP face of this media process. Default: a free loopback port.',
  ),
  PORTAL_RECORDING_QUOTA_GB: key(
    'gigabytes',
    integer(1, 1_000_000),
    '50',
    'What recordings that are not at their owners yet may take in the data folder.',
  ),
  PORTAL_SFTP_UPLOAD_MAX_GB: key(
    'gigabytes',
    integer(1, 10_000),
    '10',
    'What one uploaded file may take. It is passed on while it arrives, and held nowhere here.',
  ),
  MEDIAMTX_API_URL: optional('URL', url('http:', 'https:'), 'Control API of MediaMTX.'),
  MEDIAMTX_HLS_URL: optional('URL', url('http:', 'https:'), 'HLS server of MediaMTX.'),
  MEDIAMTX_WEBRTC_URL: optional('URL', url('http:', 'https:'), 'WebRTC server of MediaMTX.'),
  MEDIAMTX_SECRET: optional(
    'text',
    matching(/^[\w-]{16,128}$/, 'must have 16 to 128 letters, digits, - or _'),
    'Shared secret of MediaMTX and the portal: its hook and its feed carry it.',
    true,
  ),
  MEDIAMTX_HOOK_PORT: key(
    'port',
    port,
    '8083',
    'Port where MediaMTX asks who may publish (HTTP); 0 takes any free one.',
  ),
  MEDIAMTX_FEED_PORT: key(
    'port',
    port,
    '1937',
    'Port where MediaMTX brings what is published (RTMP); 0 takes any free one.',
  ),
  RELAY_URL: optional(
    'URL',
    url('https:'),
    'Public root of the tunnel relay: services get names below its host. Default: https://localhost:<SNI_PORT>.',
  ),
  SNI_PORT: key('port', port, '8443', 'Port of the tunnel relay (TLS, and QUIC over UDP); 0 takes any free one.'),
  RELAY_API_URL: optional(
    'URL',
    url('http:'),
    'Where a relay process reaches the api role. Default: the portal that started it, else http://127.0.0.1:<PORTAL_PORT>.',
  ),
  RELAY_INNER_URL: optional(
    'URL',
    url('http:'),
    'Where the processes of the portal reach the inner HTTP face of this relay process. Default: a free loopback port.',
  ),
  RELAY_PROTOCOL: key(
    'version',
    matching(/^\d{1,2}$/, 'must be a number'),
    '8',
    'Version of the tunnel protocol that clients are told: theirs must be the same.',
  ),
  RELAY_SIGN_WITHOUT_TOKEN: key(
    'switch',
    onOff,
    'off',
    'Lets clients of protocol 5, which send no lease token, have TLS handshakes signed.',
  ),
  RELAY_TLS_CERT: optional(
    'path',
    text,
    'PEM certificate chain for the host of RELAY_URL and every name one label below, read again when it changes. Default: ACME where set up, else an authority of our own.',
  ),
  RELAY_TLS_KEY: optional('path', text, 'PEM private key of RELAY_TLS_CERT (ECDSA or RSA).'),
  ACME_DIRECTORY_URL: key(
    'URL',
    (value) => url('https:')(value).href,
    'https://acme-v02.api.letsencrypt.org/directory',
    'ACME server (RFC 8555) of the certificate of the relay, asked where ACME_DNS_PROVIDER is set.',
  ),
  ACME_EMAIL: optional('address', text, 'Contact of the ACME account.'),
  ACME_DNS_PROVIDER: optional(
    'name',
    oneOf('cloudflare', 'webhook'),
    'Who writes the DNS records that prove the name (DNS-01). cloudflare: ACME_DNS_TOKEN; webhook: ACME_DNS_URL.',
  ),
  ACME_DNS_TOKEN: optional('text', text, 'Token of the DNS provider, or bearer token of the webhook.', true),
  ACME_DNS_URL: optional(
    'URL',
    url('http:', 'https:'),
    'Takes POST and DELETE of {"name","value"}: writes and removes that TXT record.',
  ),
  TCP_ENABLED: key(
    'switch',
    onOff,
    'off',
    'Offers public TCP ports to tunnels at first; the policy page decides then.',
  ),
  UDP_ENABLED: key(
    'switch',
    onOff,
    'off',
    'Offers public UDP ports to tunnels at first; the policy page decides then.',
  ),
  MIN_PORT: key('port', port, '0', 'First of the public ports of tunnels; 0 for none.'),
  MAX_PORT: key('port', port, '0', 'Last of the public ports of tunnels.'),
  ADMIN_TOKEN: optional(
    'text',
    text,
    'Signs in to the administration of the relay. Without it only administrators of the portal may.',
    true,
  ),
  DISCOVERY: key('switch', onOff, 'off', 'Tells other relays of this one, and clients of the others.'),
  BOOTSTRAPS: key('list', list, '', 'URLs of relays to learn others from.'),
  LANDING_PAGE_ENABLED: key('switch', onOff, 'off', 'Shows a landing page before the directory of the relay at first.'),
  HEADLESS_SHELL_URL: optional(
    'URL',
    url('http:', 'ws:'),
    'Chrome DevTools endpoint that takes pictures of published services. Default: a Chromium of the PATH, else none.',
  ),
  X402_ENABLED: key('switch', onOff, 'off', 'Serves the payment facilitator at /api/x402.'),
  X402_TESTNET: key('switch', onOff, 'off', 'Payments on the test network of Sui.'),
  X402_PAY_TO: optional('address', text, 'Sui address that is paid; published to clients.'),
  X402_RPC_URL: optional(
    'URL',
    url('http:', 'https:'),
    'JSON-RPC of a Sui node. Default: the public one of the network.',
  ),
  OIDC_ISSUER: optional('URL', url('http:', 'https:'), 'OpenID Connect issuer to sign in with.'),
  OIDC_CLIENT_ID: optional('text', text, 'Client id at the issuer.'),
  OIDC_CLIENT_SECRET: optional('text', text, 'Client secret at the issuer.', true),
  OIDC_NAME: key('text', text, 'Single sign-on', 'Label of the sign-in button.'),
  OIDC_ALLOW_SIGNUP: key('switch', onOff, 'off', 'Creates an account at the first sign-in through the issuer.'),
  OIDC_ADMIN_GROUP: optional('text', text, 'Members of this `groups` claim become administrators.'),
} satisfies Record<string, ConfigKey<unknown>>;

export type ConfigName = keyof typeof CONFIG_KEYS;
export type ConfigValues = { readonly [K in ConfigName]: ReturnType<(typeof CONFIG_KEYS)[K]['parse']> };
