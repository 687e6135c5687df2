import type { TLSSocket } from 'node:tls';
import { ACCESS_TOKEN_HEADER, MARKER, RELAY_LIMITS, RELAY_PATHS } from '#libs/relay-protocol';
import { readConnectReply } from './connect-reply.js';
import type { Dialect } from './dialect.js';
import { TunnelError } from './problem.js';
import { RelayRefusal } from './relay-refusal.js';

const REPLY_LIMIT_MS = 15_000;

export type StartMarker = typeof MARKER.rawStart | typeof MARKER.tlsStart;

export interface ConnectRequest {
  relay: URL;
  accessToken: string;
  dialect: Dialect;
  userAgent: string;
}

/**
 * One connection to the relay waiting for one caller. Not a byte goes to the relay before a start marker came from it.
 */
export class ReverseSession {
  private readonly waiters: ((outcome: StartMarker | Error) => void)[] = [];
  private outcome: StartMarker | Error | undefined;
  private silence: NodeJS.Timeout;

  private constructor(readonly socket: TLSSocket) {}

  /**
   * Asks over a fresh connection, which it owns from here on.
   * @throws RelayRefusal, TunnelError relay.unreachable or relay.misbehaved
   */
  static async open(socket: TLSSocket, request: ConnectRequest, signal: AbortSignal): Promise<ReverseSession> {
    try {
      socket.write(headOf(request));
      const rest = await acceptance(socket, request.dialect.connectStatus, signal);
      const session = new ReverseSession(socket);
      session.listen(rest);
      return session;
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  /** Resolves when a caller is there; the socket is paused then, the caller's first bytes still in it. */
  started(): Promise<StartMarker> {
    return new Promise((resolve, reject) => {
      const settle = (outcome: StartMarker | Error): void =>
        outcome instanceof Error ? reject(outcome) : resolve(outcome);
      if (this.outcome === undefined) this.waiters.push(settle);
      else settle(this.outcome);
    });
  }

  close(): void {
    this.finish(new TunnelError('relay.unreachable', 'closed'));
    this.socket.destroy();
  }

  private listen(rest: Buffer): void {
    this.silence = setTimeout(() => this.fail('fell silent'), RELAY_LIMITS.sessionSilenceMs);
    this.socket.on('data', this.onData);
    this.socket.once('end', this.onEnd);
    this.socket.once('close', this.onEnd);
    if (rest.length > 0) this.onData(rest);
    if (this.outcome === undefined) this.socket.resume();
  }

  private readonly onData = (chunk: Buffer): void => {
    let at = 0;
    while (at < chunk.length && chunk[at] === MARKER.keepalive) at += 1;
    this.silence.refresh();
    if (at === chunk.length) return;
    const marker = chunk[at];
    if (marker !== MARKER.rawStart && marker !== MARKER.tlsStart) {
      this.fail(`sent an unknown marker (${marker})`, 'relay.misbehaved');
      return;
    }
    this.socket.pause();
    this.finish(marker);
    if (at + 1 < chunk.length) this.socket.unshift(chunk.subarray(at + 1));
  };

  private readonly onEnd = (): void => this.fail('closed a waiting session');

  private fail(what: string, code: 'relay.unreachable' | 'relay.misbehaved' = 'relay.unreachable'): void {
    this.finish(new TunnelError(code, `the relay ${what}`));
    this.socket.destroy();
  }

  private finish(outcome: StartMarker | Error): void {
    if (this.outcome !== undefined) return;
    this.outcome = outcome;
    clearTimeout(this.silence);
    this.socket.off('data', this.onData).off('end', this.onEnd).off('close', this.onEnd);
    for (const settle of this.waiters.splice(0)) settle(outcome);
  }
}

function headOf({ relay, accessToken, dialect, userAgent }: ConnectRequest): string {
  return [
    `GET ${relay.pathname.replace(/\/$/, '')}${RELAY_PATHS.connect} HTTP/1.1`,
    `Host: ${relay.host}`,
    `User-Agent: ${userAgent}`,
    `${ACCESS_TOKEN_HEADER}: ${accessToken}`,
    ...dialect.connectHeaders,
    '\r\n',
  ].join('\r\n');
}

/** What followed the header block. */
function acceptance(socket: TLSSocket, expected: number, signal: AbortSignal): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0);
    const limit = setTimeout(() => fail('did not answer in time'), REPLY_LIMIT_MS);
    const onAbort = (): void => settle(() => reject(signal.reason as Error));
    const settle = (then: () => void): void => {
      clearTimeout(limit);
      signal.removeEventListener('abort', onAbort);
      socket.pause();
      socket.off('data', onData).off('end', onEnd).off('close', onEnd);
      then();
    };
    const fail = (what: string): void =>
      settle(() => reject(new TunnelError('relay.unreachable', `the relay ${what}`)));
    const judge = (end: boolean): void => {
      const reply = readConnectReply(bytes, { expected, end });
      if (reply.kind === 'accepted') return settle(() => resolve(reply.rest));
      if (reply.kind === 'refused') return settle(() => reject(RelayRefusal.of(reply.status, reply.body)));
      if (reply.kind === 'invalid') fail(end ? 'closed the connection' : 'did not answer in HTTP');
    };
    const onData = (chunk: Buffer): void => {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
      judge(false);
    };
    const onEnd = (): void => judge(true);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    socket.on('data', onData).once('end', onEnd).once('close', onEnd);
  });
}
