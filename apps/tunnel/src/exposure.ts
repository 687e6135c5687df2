import {
  type LeaseMetadata,
  normalizeName,
  normalizeRelayUrl,
  ProtocolError,
  RELAY_LIMITS,
} from '#libs/relay-protocol';
import type { ProtocolVersion } from './dialect.js';
import { parseTarget, type Target } from './target.js';

/** What to publish. Exactly these keys are those of a service in a configuration file, too. */
export interface ExposeOptions {
  /** A port, `host:port` or `http://host:port`. */
  target: number | string;
  /** First label of the public name. Default: that of the identity. */
  name?: string;
  /** https URLs; the service is published at every one of them. */
  relays: string[];
  /** A raw TCP port beside the HTTPS name. What arrives there is not encrypted by the tunnel. */
  tcp?: boolean;
  /** A UDP port, led to the target's port (true) or another port or host:port. */
  udp?: boolean | number | string;
  description?: string;
  owner?: string;
  /** A URL or a `data:` value. */
  thumbnail?: string;
  tags?: string[];
  /** Left out of the relay's public list. */
  hidden?: boolean;
  /** File of name and key, made at first use. Default: one a name in the user's configuration folder. */
  identity?: string;
  /** Insist on a tunnel protocol. Default: what the relay speaks. */
  protocol?: ProtocolVersion;
  /** Serve only through relays proven not to read along. Default: true. */
  banMitm?: boolean;
  /** Reverse sessions kept waiting at each relay, 2..8. Default: 4. */
  sessions?: number;
  /** Certificates of authorities to trust beside the known ones (PEM); also turns the pinning of local relays off. */
  ca?: string;
}

/** Options with every default taken and every value checked. */
export interface Exposure {
  target: Target;
  udpTarget: Target | undefined;
  name: string | undefined;
  relays: string[];
  tcp: boolean;
  metadata: LeaseMetadata;
  identityFile: string | undefined;
  protocol: ProtocolVersion | undefined;
  banMitm: boolean;
  sessions: number;
  ca: string | undefined;
}

const PROTOCOLS: readonly unknown[] = ['5', '6', '7', '8'] satisfies ProtocolVersion[];
const SESSIONS = { default: 4, min: 2, max: RELAY_LIMITS.readySessions };
const MAX_RELAYS = 16;
const MAX_TAGS = 20;
const MAX_THUMBNAIL_CHARS = 512 * 1024;

/** All that is wrong with the options, a sentence each. */
export class ExposureError extends Error {
  override readonly name = 'ExposureError';

  constructor(readonly faults: string[]) {
    super(faults.join('\n'));
  }
}

/** @throws ExposureError */
export function readExposure(options: ExposeOptions): Exposure {
  const faults: string[] = [];
  const attempt = <T>(what: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof ProtocolError || error instanceof TypeError)) throw error;
      faults.push(`${what}: ${error.message}`);
      return undefined;
    }
  };
  const target = attempt('target', () => parseTarget(String(options.target)));
  const exposure: Exposure = {
    target: target ?? { host: '', port: 0 },
    udpTarget: attempt('udp', () => readUdpTarget(options.udp, target)),
    name: attempt('name', () => (options.name === undefined ? undefined : normalizeName(text(options.name, 255)!))),
    relays: attempt('relays', () => readRelays(options.relays)) ?? [],
    tcp: attempt('tcp', () => flag(options.tcp, false)) ?? false,
    metadata: attempt('metadata', () => readMetadata(options)) ?? {},
    identityFile: attempt('identity', () => text(options.identity, 4096)),
    protocol: attempt('protocol', () => readProtocol(options.protocol)),
    banMitm: attempt('banMitm', () => flag(options.banMitm, true)) ?? true,
    sessions: attempt('sessions', () => readSessions(options.sessions)) ?? SESSIONS.default,
    ca: attempt('ca', () => text(options.ca, 1024 * 1024)),
  };
  if (faults.length > 0) throw new ExposureError(faults);
  return exposure;
}

function readUdpTarget(udp: ExposeOptions['udp'], target: Target | undefined): Target | undefined {
  if (udp === undefined || udp === false) return undefined;
  if (udp === true) return target;
  const read = parseTarget(String(udp));
  return /^\d+$/.test(String(udp).trim()) && target ? { host: target.host, port: read.port } : read;
}

function readRelays(relays: unknown): string[] {
  if (!Array.isArray(relays) || relays.length === 0) throw new RangeError('name at least one relay');
  if (relays.length > MAX_RELAYS) throw new RangeError(`at most ${MAX_RELAYS}`);
  return [...new Set(relays.map((relay) => normalizeRelayUrl(text(relay, 2048)!)))];
}

function readMetadata(options: ExposeOptions): LeaseMetadata {
  const { tags } = options;
  if (tags !== undefined && (!Array.isArray(tags) || tags.length > MAX_TAGS)) {
    throw new RangeError(`tags are a list of at most ${MAX_TAGS}`);
  }
  const description = text(options.description, 1000);
  const owner = text(options.owner, 200);
  const thumbnail = text(options.thumbnail, MAX_THUMBNAIL_CHARS);
  return {
    ...(description && { description }),
    ...(owner && { owner }),
    ...(thumbnail && { thumbnail }),
    ...(tags && tags.length > 0 && { tags: tags.map((tag) => text(tag, 50)!) }),
    ...(flag(options.hidden, false) && { hide: true }),
  };
}

function readProtocol(protocol: unknown): ProtocolVersion | undefined {
  if (protocol === undefined) return undefined;
  if (!PROTOCOLS.includes(String(protocol))) throw new RangeError(`one of ${PROTOCOLS.join(', ')}`);
  return String(protocol) as ProtocolVersion;
}

function readSessions(sessions: unknown): number {
  if (sessions === undefined) return SESSIONS.default;
  const { min, max } = SESSIONS;
  if (!Number.isInteger(sessions) || (sessions as number) < min || (sessions as number) > max) {
    throw new RangeError(`a number from ${min} to ${max}`);
  }
  return sessions as number;
}

function text(value: unknown, maxChars: number): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw new TypeError('must be text');
  if (value.length > maxChars) throw new RangeError(`longer than ${maxChars} characters`);
  return value;
}

function flag(value: unknown, usual: boolean): boolean {
  if (value === undefined) return usual;
  if (typeof value !== 'boolean') throw new TypeError('must be true or false');
  return value;
}
