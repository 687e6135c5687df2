import { ByteReader, uint16List } from './bytes.js';
import { TlsAlertError } from './tls-alert-error.js';
import { EXTENSION, VERSION } from './wire.js';

const RANDOM_BYTES = 32;
const MAX_SESSION_ID_BYTES = 32;
const HOST_NAME = 0;

export interface ClientHello {
  random: Buffer;
  /** 0..32 bytes, echoed for the sake of middleboxes. */
  sessionId: Buffer;
  cipherSuites: number[];
  /** Lower case. */
  serverName: string | undefined;
  alpn: string[] | undefined;
  groups: number[];
  signatureSchemes: number[];
  /** By group; possibly none. */
  keyShares: Map<number, Buffer>;
  offersEarlyData: boolean;
}

/**
 * A ClientHello's body (RFC 8446 §4.1.2) of a client that speaks TLS 1.3. Unknown numbers, GREASE among them, pass.
 * @throws TlsAlertError decode_error, protocol_version, illegal_parameter, missing_extension
 */
export const parseClientHello = (body: Buffer): ClientHello => {
  const reader = new ByteReader(body);
  const legacyVersion = reader.uint16();
  const random = reader.take(RANDOM_BYTES);
  const sessionId = reader.vector8();
  const cipherSuites = numbers(reader);
  const compressions = reader.vector8(1);
  const extensions = reader.isEmpty ? new Map<number, Buffer>() : parseExtensions(reader.vector16());
  reader.requireEnd();

  requireTls13(legacyVersion, extensions);
  if (sessionId.length > MAX_SESSION_ID_BYTES) throw illegal('The session id is too long');
  if (compressions.length !== 1 || compressions[0] !== 0) throw illegal('Compression is offered');
  if (extensions.has(EXTENSION.preSharedKey) && [...extensions.keys()].at(-1) !== EXTENSION.preSharedKey)
    throw illegal('pre_shared_key is not the last extension');

  return {
    random,
    sessionId,
    cipherSuites,
    serverName: parsed(extensions, EXTENSION.serverName, parseServerName),
    alpn: parsed(extensions, EXTENSION.alpn, parseAlpn),
    groups: required(extensions, EXTENSION.supportedGroups, numbers),
    signatureSchemes: required(extensions, EXTENSION.signatureAlgorithms, numbers),
    keyShares: required(extensions, EXTENSION.keyShare, parseKeyShares),
    offersEarlyData: extensions.has(EXTENSION.earlyData),
  };
};

const numbers = (reader: ByteReader): number[] => uint16List(reader.vector16(2));

const parseExtensions = (bytes: Buffer): Map<number, Buffer> => {
  const extensions = new Map<number, Buffer>();
  for (const reader = new ByteReader(bytes); !reader.isEmpty;) {
    const type = reader.uint16();
    if (extensions.has(type)) throw illegal('An extension appears twice');
    extensions.set(type, reader.vector16());
  }
  return extensions;
};

const requireTls13 = (legacyVersion: number, extensions: Map<number, Buffer>): void => {
  const versions = parsed(extensions, EXTENSION.supportedVersions, (reader) => uint16List(reader.vector8(2)));
  if (legacyVersion <= VERSION.ssl3 || !versions?.includes(VERSION.tls13))
    throw new TlsAlertError('protocol_version', 'The client does not offer TLS 1.3');
};

const parseServerName = (reader: ByteReader): string => {
  const list = new ByteReader(reader.vector16(1));
  let name: string | undefined;
  while (!list.isEmpty) {
    const type = list.uint8();
    const bytes = list.vector16(1);
    if (type !== HOST_NAME) continue;
    if (name !== undefined) throw illegal('Two host names');
    name = bytes.toString('latin1').toLowerCase();
  }
  if (name === undefined || !/^[!-~]+$/.test(name)) throw illegal('The server name is not a host name');
  return name;
};

const parseAlpn = (reader: ByteReader): string[] => {
  const protocols: string[] = [];
  for (const list = new ByteReader(reader.vector16(2)); !list.isEmpty;)
    protocols.push(list.vector8(1).toString('latin1'));
  return protocols;
};

const parseKeyShares = (reader: ByteReader): Map<number, Buffer> => {
  const shares = new Map<number, Buffer>();
  for (const list = new ByteReader(reader.vector16()); !list.isEmpty;) {
    const group = list.uint16();
    if (shares.has(group)) throw illegal('Two key shares of one group');
    shares.set(group, list.vector16(1));
  }
  return shares;
};

const parsed = <T>(extensions: Map<number, Buffer>, type: number, parse: (reader: ByteReader) => T): T | undefined => {
  const body = extensions.get(type);
  if (!body) return undefined;
  const reader = new ByteReader(body);
  const value = parse(reader);
  reader.requireEnd();
  return value;
};

const required = <T>(extensions: Map<number, Buffer>, type: number, parse: (reader: ByteReader) => T): T => {
  const value = parsed(extensions, type, parse);
  if (value === undefined) throw new TlsAlertError('missing_extension', `The hello lacks extension ${type}`);
  return value;
};

const illegal = (message: string): TlsAlertError => new TlsAlertError('illegal_parameter', message);
