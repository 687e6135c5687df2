import type { Socket } from 'node:net';
import { Agent, fetch, type buildConnector, type Dispatcher, type RequestInit, type Response } from 'undici';
import { DomainError } from '#libs/contracts';
import type { NetworkPolicy, Scope } from './policy.js';
import { nextHop, type Hop } from './redirect.js';
import { GuardedResponse } from './response.js';
import { secure, type TlsOptions } from './secure.js';
import { canonicalHost, type Target } from './target.js';

export interface FetchInit {
  scope: Scope;
  method?: string;
  headers?: Record<string, string>;
  /** Streams are sent once: a redirect that would repeat one fails. */
  body?: RequestInit['body'];
  /** 0 answers with the redirect itself. */
  maxRedirects?: number;
  /** Refuses a redirect from https to http. */
  httpsOnly?: boolean;
  /** Of the decoded body. */
  maxBytes?: number;
  /** For everything up to the last byte of the body. */
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
  /** A private CA, a client certificate, a pinned or unverified server. */
  tls?: TlsOptions;
}

type Dial = (target: Target, options: { scope: Scope; timeoutMs: number }) => Promise<Socket>;

const MAX_REDIRECTS = 5;
const MAX_BODY_BYTES = 10 * 1024 * 1024;
const FETCH_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** Below the shortest common server timeout, so that a reused connection is seldom one being closed. */
const IDLE_MS = 4_000;

interface Pool {
  policy: string;
  agent: Agent;
}

/** undici over guarded sockets. Its `connect.lookup` hook would not do: it is skipped for IP literals. */
export class GuardedClient {
  private readonly pools = new Map<Scope, Pool>();

  constructor(
    private readonly dial: Dial,
    private readonly readPolicy: (scope: Scope) => NetworkPolicy,
  ) {}

  async fetch(url: string | URL, init: FetchInit): Promise<GuardedResponse> {
    const { maxRedirects = MAX_REDIRECTS, maxBytes = MAX_BODY_BYTES, timeoutMs = FETCH_TIMEOUT_MS } = init;
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(new DomainError('target.timeout')), timeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, deadline.signal]) : deadline.signal;
    const dispatcher = init.tls ? this.agent(init.scope, init.tls) : this.pooled(init.scope);
    let isReleased = false;
    const release = (): void => {
      if (isReleased) return;
      isReleased = true;
      clearTimeout(timer);
      if (init.tls) void dispatcher.close();
    };
    try {
      let hop: Hop = {
        url: requireUrl(url),
        method: init.method ?? 'GET',
        headers: new Headers(init.headers),
        body: init.body,
      };
      for (let redirects = 0; ; redirects++) {
        const response = await send(hop, dispatcher, signal);
        const next = maxRedirects === 0 ? undefined : nextHop(hop, response, init.httpsOnly ?? false);
        if (!next) return new GuardedResponse(response, hop.url, { maxBytes, signal, release });
        await response.body?.cancel();
        if (redirects === maxRedirects) throw protocolError('too_many_redirects');
        hop = { ...next, url: requireUrl(next.url) };
      }
    } catch (error) {
      release();
      throw error;
    }
  }

  async close(): Promise<void> {
    const pools = [...this.pools.values()];
    this.pools.clear();
    await Promise.all(pools.map(({ agent }) => agent.close()));
  }

  /** A connection kept open was judged by the policy of its time: another policy starts another pool. */
  private pooled(scope: Scope): Agent {
    const policy = JSON.stringify(this.readPolicy(scope));
    const known = this.pools.get(scope);
    if (known?.policy === policy) return known.agent;
    void known?.agent.close();
    const agent = this.agent(scope);
    this.pools.set(scope, { policy, agent });
    return agent;
  }

  private agent(scope: Scope, tls?: TlsOptions): Agent {
    return new Agent({
      allowH2: false,
      keepAliveTimeout: IDLE_MS,
      keepAliveMaxTimeout: IDLE_MS,
      connect: (options: buildConnector.Options, callback: buildConnector.Callback) => {
        this.connect(scope, options, tls).then(
          (socket) => callback(null, socket),
          (error: Error) => callback(error, null),
        );
      },
    });
  }

  private async connect(
    scope: Scope,
    { hostname, port, protocol }: buildConnector.Options,
    tls?: TlsOptions,
  ): Promise<Socket> {
    const isTls = protocol === 'https:';
    const host = canonicalHost(hostname);
    const socket = await this.dial(
      { host, port: port ? Number(port) : isTls ? 443 : 80 },
      { scope, timeoutMs: CONNECT_TIMEOUT_MS },
    );
    if (!isTls) return socket;
    return secure(socket, host, { ...tls, ALPNProtocols: ['http/1.1'], timeoutMs: CONNECT_TIMEOUT_MS });
  }
}

async function send(
  { url, method, headers, body }: Hop,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      headers: [...headers],
      body,
      redirect: 'manual',
      dispatcher,
      signal,
      duplex: 'half',
    });
  } catch (error) {
    signal.throwIfAborted();
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    if (cause instanceof DomainError) throw cause;
    const reason = (cause as NodeJS.ErrnoException).code;
    throw new DomainError('target.protocol', { details: { host: url.host, reason }, cause: error });
  }
}

/** @throws DomainError target.invalid */
function requireUrl(url: string | URL): URL {
  const parsed = URL.canParse(String(url)) ? new URL(url) : undefined;
  const isHttp = parsed?.protocol === 'http:' || parsed?.protocol === 'https:';
  if (!parsed || !isHttp || parsed.username || parsed.password) {
    throw new DomainError('target.invalid', {
      details: { reason: 'url' },
      text: 'Only http and https addresses without credentials are allowed.',
    });
  }
  return parsed;
}

const protocolError = (reason: string): DomainError => new DomainError('target.protocol', { details: { reason } });
