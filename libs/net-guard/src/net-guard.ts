import { lookup } from 'node:dns/promises';
import { isIP, type Socket } from 'node:net';
import { DomainError } from '#libs/contracts';
import { connectFirst, type Address } from './connect.js';
import { GuardedClient, type FetchInit } from './fetch.js';
import { isSameEndpoint, judge, type Endpoint, type NetworkPolicy, type Scope, type Verdict } from './policy.js';
import type { GuardedResponse } from './response.js';
import { canonicalHost, requirePort, type Target } from './target.js';

export interface DialOptions {
  scope: Scope;
  /** For resolving and connecting together. */
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
}

/** Answers every address of a name; throws when there is none. */
export type Resolver = (host: string) => Promise<{ address: string }[]>;

export interface NetGuardOptions {
  resolver?: Resolver;
  /** What the portal listens on and its database: never a target, whatever the policy allows. */
  ownEndpoints?: () => readonly Endpoint[];
}

const DIAL_TIMEOUT_MS = 10_000;

const systemResolver: Resolver = (host) => lookup(host, { all: true, verbatim: true });

/**
 * The one way out. A name is resolved once, every answer must pass the policy, and the connection goes to one of those
 * literal addresses, so a name server cannot answer differently in between. It does not look at what is said afterwards.
 */
export class NetGuard {
  private readonly resolver: Resolver;
  private readonly ownEndpoints: () => readonly Endpoint[];
  private readonly client: GuardedClient;

  constructor(
    private readonly readPolicy: (scope: Scope) => NetworkPolicy,
    options: NetGuardOptions = {},
  ) {
    this.resolver = options.resolver ?? systemResolver;
    this.ownEndpoints = options.ownEndpoints ?? (() => []);
    this.client = new GuardedClient((target, dialOptions) => this.dial(target, dialOptions), readPolicy);
  }

  /**
   * A connected socket with TCP_NODELAY and keepalive. `target.host` is what a person typed: a name, an address, `[::1]`.
   * @throws DomainError target.invalid, .blocked, .unresolvable, .refused, .unreachable, .timeout; or the signal's reason
   */
  async dial({ host, port }: Target, { scope, timeoutMs = DIAL_TIMEOUT_MS, signal }: DialOptions): Promise<Socket> {
    const deadline = new AbortController();
    const timer = setTimeout(
      () => deadline.abort(new DomainError('target.timeout', { details: { host, port } })),
      timeoutMs,
    );
    const either = signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal;
    try {
      const addresses = await unlessAborted(this.check(host, port, scope), either);
      const socket = await connectFirst(addresses, port, either);
      if (!isSameConnection(socket, addresses)) {
        socket.destroy();
        throw new DomainError('target.blocked', { details: { host, port, reason: 'changed' } });
      }
      return socket;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * An HTTP request, each hop of which is dialled through the guard. The response's body is decoded and capped.
   * @throws DomainError as `dial`, and target.protocol, target.too_large; or the signal's reason
   */
  fetch(url: string | URL, init: FetchInit): Promise<GuardedResponse> {
    return this.client.fetch(url, init);
  }

  /**
   * Resolves and judges without connecting; a later `dial` resolves again and judges again.
   * @throws DomainError target.invalid, .blocked, .unresolvable
   */
  async check(host: string, port: number, scope: Scope): Promise<Address[]> {
    requirePort(port);
    const name = canonicalHost(host);
    const addresses = isIP(name) ? [name] : await this.resolve(name);
    const policy = this.readPolicy(scope);
    const own = await this.ownAddresses(port);
    for (const address of addresses) {
      const verdict: Verdict = own.some((one) => isSameEndpoint(address, one))
        ? { allowed: false, reason: 'own' }
        : judge(address, policy);
      if (!verdict.allowed)
        throw new DomainError('target.blocked', { details: { host, port, reason: verdict.reason } });
    }
    return addresses.map((address) => ({ address, family: isIP(address) === 6 ? 6 : 4 }));
  }

  /** Closes idle connections kept for `fetch`. */
  close(): Promise<void> {
    return this.client.close();
  }

  /** A name that does not resolve now is nowhere to be reached either. */
  private async ownAddresses(port: number): Promise<string[]> {
    const hosts = this.ownEndpoints().filter((endpoint) => endpoint.port === port);
    const answers = hosts.map(({ host }) => (isIP(host) ? [host] : this.resolve(host).catch(() => [])));
    return (await Promise.all(answers)).flat();
  }

  private async resolve(name: string): Promise<string[]> {
    const answers = await this.resolver(name).catch((cause: unknown) => {
      throw new DomainError('target.unresolvable', { details: { host: name }, cause });
    });
    if (answers.length === 0) throw new DomainError('target.unresolvable', { details: { host: name } });
    return answers.map(({ address }) => address);
  }
}

/** Also ends a TCP self-connection: dialling a free local port can meet itself. */
function isSameConnection(socket: Socket, addresses: readonly Address[]): boolean {
  const isSelf = socket.localPort === socket.remotePort && socket.localAddress === socket.remoteAddress;
  const remote = canonicalHost(socket.remoteAddress ?? '0.0.0.0');
  return !isSelf && addresses.some(({ address }) => canonicalHost(address) === remote);
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
