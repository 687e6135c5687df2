import { createRequire } from 'node:module';

/** What we use of the native binding @matrixai/quic 2.0.9 gives of Cloudflare's quiche 0.18. Streams and errors are numbers. */
export interface Quiche {
  Config: {
    /** PEM each; the first key and chain count. `allowFail` completes the handshake with any certificate. */
    withBoringSslCtx(
      verifyPeer: boolean,
      allowFail: boolean,
      ca: Uint8Array | null,
      keys: Uint8Array[] | null,
      chains: Uint8Array[] | null,
      signatureAlgorithms: string | null,
    ): QuicheConfig;
  };
  Connection: {
    connect(
      serverName: string | null,
      scid: Uint8Array,
      local: HostPort,
      remote: HostPort,
      config: QuicheConfig,
    ): QuicheConnection;
    /** `odcid`: what the client first called us by, when it was answered with a Retry. */
    accept(
      scid: Uint8Array,
      odcid: Uint8Array | null,
      local: HostPort,
      remote: HostPort,
      config: QuicheConfig,
    ): QuicheConnection;
  };
  Header: {
    /** `dcidBytes` counts in short headers, which do not tell it. @throws Error — not a QUIC packet */
    fromSlice(packet: Uint8Array, dcidBytes: number): QuicheHeader;
  };
  Type: { Initial: number };
  Shutdown: { Read: number; Write: number };
  versionIsSupported(version: number): boolean;
  /** Both write a packet and give its length. */
  negotiateVersion(scid: Uint8Array, dcid: Uint8Array, out: Uint8Array): number;
  retry(
    scid: Uint8Array,
    dcid: Uint8Array,
    newScid: Uint8Array,
    token: Uint8Array,
    version: number,
    out: Uint8Array,
  ): number;
}

export interface HostPort {
  /** An IP address. */
  host: string;
  port: number;
}

export interface QuicheHeader {
  ty: number;
  version: number;
  dcid: Uint8Array;
  scid: Uint8Array;
  token?: Uint8Array | null;
}

export interface QuicheConfig {
  setApplicationProtos(protocols: string[]): void;
  setMaxIdleTimeout(ms: number): void;
  setMaxRecvUdpPayloadSize(bytes: number): void;
  setMaxSendUdpPayloadSize(bytes: number): void;
  setInitialMaxData(bytes: number): void;
  setInitialMaxStreamDataBidiLocal(bytes: number): void;
  setInitialMaxStreamDataBidiRemote(bytes: number): void;
  setInitialMaxStreamsBidi(count: number): void;
  setInitialMaxStreamsUni(count: number): void;
  enableDgram(enabled: boolean, receiveQueue: number, sendQueue: number): void;
  enablePacing(enabled: boolean): void;
  /** Of connections accepted from now on. */
  setStatelessResetToken(token: bigint): void;
}

/** "Done" of quiche is null; its other errors are thrown. */
export interface QuicheConnection {
  /** Decrypts in place. */
  recv(packet: Uint8Array, info: { from: HostPort; to: HostPort }): number;
  send(out: Uint8Array): [length: number, info: { to: HostPort }] | null;
  timeout(): number | null;
  onTimeout(): void;
  readable(): Iterable<number>;
  streamRecv(stream: number, into: Uint8Array): [length: number, fin: boolean] | null;
  streamSend(stream: number, data: Uint8Array, fin: boolean): number | null;
  streamShutdown(stream: number, direction: number, code: number): void;
  dgramRecv(into: Uint8Array): number | null;
  dgramSend(data: Uint8Array): void | null;
  dgramMaxWritableLen(): number | null;
  isDgramSendQueueFull(): boolean;
  sendAckEliciting(): void;
  close(isApplication: boolean, code: number, reason: Uint8Array): void | null;
  isEstablished(): boolean;
  isClosed(): boolean;
  isTimedOut(): boolean;
  peerError(): QuicheError | null;
  localError(): QuicheError | null;
  peerCertChain(): Uint8Array[] | null;
}

interface QuicheError {
  isApp: boolean;
  errorCode: number;
  reason: Uint8Array;
}

/** Optional packages, of which npm installs the one that fits. */
const BINDINGS: Partial<Record<string, string>> = { 'linux-x64': '@matrixai/quic-linux-x64' };

const machine = `${process.platform}-${process.arch}`;

/** Why `findQuiche` finds none, in words for whoever wants UDP there. */
export const quicheAbsence = (on = machine): string =>
  BINDINGS[on] ? `install the package ${BINDINGS[on]} beside this program` : `there is no build of it for ${on}`;

let loaded: { quiche: Quiche | undefined } | undefined;

/** The library, or undefined where there is none for this machine: then there is no QUIC. */
export function findQuiche(): Quiche | undefined {
  return (loaded ??= { quiche: load() }).quiche;
}

function load(): Quiche | undefined {
  const name = BINDINGS[machine];
  if (!name) return undefined;
  try {
    return createRequire(import.meta.url)(name) as Quiche;
  } catch {
    // Not installed, or made for another C library.
    return undefined;
  }
}
