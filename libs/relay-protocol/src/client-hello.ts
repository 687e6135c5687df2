import { normalizeHostname } from './identity.js';
import { RELAY_LIMITS } from './limits.js';
import { ProtocolError } from './relay-error.js';

/** RFC 8446 §5.1: type (1) ‖ version (2) ‖ length (2). */
const RECORD_HEADER = 5;
const HANDSHAKE = 22;
/** RFC 8446 §4: type (1) ‖ length (3). */
const MESSAGE_HEADER = 4;
const CLIENT_HELLO = 1;
const SERVER_NAME = 0;
const HOST_NAME = 0;
const ALPN = 16;

export type ClientHelloReading =
  /** `length`: bytes of the records that held it. A name is normalised. */
  | { kind: 'hello'; serverName: string | undefined; alpn: string[]; length: number }
  | { kind: 'more' }
  | { kind: 'invalid' };

class BadHello extends Error {}

/**
 * What the first bytes of a TLS connection ask for. The message may be spread over several records, as those with
 * post-quantum key shares are; more than 16 KiB is invalid.
 */
export function readClientHello(bytes: Buffer): ClientHelloReading {
  try {
    const message = collect(bytes);
    if (message) return { kind: 'hello', ...parse(message.body), length: message.length };
    return { kind: bytes.length >= RELAY_LIMITS.clientHello ? 'invalid' : 'more' };
  } catch (error) {
    if (error instanceof BadHello || error instanceof ProtocolError) return { kind: 'invalid' };
    throw error;
  }
}

/** Joins the fragments of the first handshake message; undefined while it is incomplete. Fails as early as it can. */
function collect(bytes: Buffer): { body: Buffer; length: number } | undefined {
  const fragments: Buffer[] = [];
  let got = 0;
  let wanted = MESSAGE_HEADER;
  for (let at = 0; ;) {
    if (bytes.length > at && bytes[at] !== HANDSHAKE) throw new BadHello('not a handshake record');
    if (bytes.length > at + 1 && bytes[at + 1] !== 3) throw new BadHello('not TLS');
    if (bytes.length < at + RECORD_HEADER) return undefined;
    const size = bytes.readUInt16BE(at + 3);
    if (size === 0) throw new BadHello('empty record');
    const start = at + RECORD_HEADER;
    const fragment = bytes.subarray(start, start + size);
    fragments.push(fragment);
    got += fragment.length;
    at = start + size;

    const joined = fragments.length === 1 ? fragment : got >= wanted ? Buffer.concat(fragments) : undefined;
    if (joined && joined.length > 0 && joined[0] !== CLIENT_HELLO) throw new BadHello('not a ClientHello');
    if (joined && joined.length >= MESSAGE_HEADER) wanted = MESSAGE_HEADER + joined.readUIntBE(1, 3);
    if (wanted + RECORD_HEADER > RELAY_LIMITS.clientHello) throw new BadHello('too long');
    if (joined && joined.length >= wanted) return { body: joined.subarray(MESSAGE_HEADER, wanted), length: at };
    if (fragment.length < size) return undefined;
  }
}

/** RFC 8446 §4.1.2; the extensions may be missing, as in TLS 1.2. */
function parse(body: Buffer): { serverName: string | undefined; alpn: string[] } {
  const hello = new Fields(body);
  hello.skip(2 + 32);
  hello.vector(1);
  hello.vector(2);
  hello.vector(1);
  const extensions = hello.done ? hello : new Fields(hello.vector(2));
  let serverName: string | undefined;
  let alpn: string[] | undefined;
  while (!extensions.done) {
    const type = extensions.uint(2);
    const data = new Fields(extensions.vector(2));
    if (type === SERVER_NAME) {
      if (serverName !== undefined) throw new BadHello('two server names');
      serverName = readServerName(data);
    } else if (type === ALPN) {
      if (alpn) throw new BadHello('two protocol lists');
      alpn = readProtocols(data);
    }
  }
  return { serverName, alpn: alpn ?? [] };
}

/** RFC 6066 §3; the one type of name there is comes once. */
function readServerName(data: Fields): string {
  const names = new Fields(data.vector(2));
  if (names.uint(1) !== HOST_NAME) throw new BadHello('unknown type of name');
  return normalizeHostname(names.vector(2).toString('latin1'));
}

/** RFC 7301 §3.1. */
function readProtocols(data: Fields): string[] {
  const list = new Fields(data.vector(2));
  const protocols: string[] = [];
  while (!list.done) protocols.push(list.vector(1).toString('latin1'));
  return protocols;
}

/** Walks presentation-language vectors (RFC 8446 §3.4) and never past their end. */
class Fields {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  get done(): boolean {
    return this.at === this.bytes.length;
  }

  uint(size: number): number {
    return this.take(size).readUIntBE(0, size);
  }

  /** A vector whose length takes `size` bytes. */
  vector(size: number): Buffer {
    return this.take(this.uint(size));
  }

  skip(count: number): void {
    this.take(count);
  }

  private take(count: number): Buffer {
    if (this.at + count > this.bytes.length) throw new BadHello('cut off');
    const start = this.at;
    this.at += count;
    return this.bytes.subarray(start, this.at);
  }
}
