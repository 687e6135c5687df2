import { Agent, request } from 'node:https';
import { type DomainResponse, type Envelope, RELAY_LIMITS, RELAY_PATHS } from '#libs/relay-protocol';
import type {
  RegisterChallengeRequest,
  RegisterChallengeResponse,
  RegisterRequest,
  RegisterResponse,
  RenewRequest,
  RenewResponse,
} from '#libs/relay-protocol';
import { TunnelError } from './problem.js';
import { RelayRefusal } from './relay-refusal.js';
import { addressOf, type RelayTrust } from './relay-trust.js';

const CALL_LIMIT_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;

/** The control plane of one relay, as a client sees it. Every call throws RelayRefusal or TunnelError relay.* */
export class RelayApi {
  private readonly agent: Agent;

  constructor(
    private readonly relay: URL,
    trust: RelayTrust,
    private readonly agentName: string,
  ) {
    this.agent = new Agent({ ...trust.options, keepAlive: true, maxSockets: 2, timeout: 60_000 });
  }

  domain(signal: AbortSignal): Promise<DomainResponse> {
    return this.call('GET', RELAY_PATHS.domain, undefined, signal);
  }

  challenge(body: RegisterChallengeRequest, signal: AbortSignal): Promise<RegisterChallengeResponse> {
    return this.call('POST', RELAY_PATHS.challenge, body, signal);
  }

  register(body: RegisterRequest, signal: AbortSignal): Promise<RegisterResponse> {
    return this.call('POST', RELAY_PATHS.register, body, signal);
  }

  renew(body: RenewRequest, signal: AbortSignal): Promise<RenewResponse> {
    return this.call('POST', RELAY_PATHS.renew, body, signal);
  }

  async unregister(accessToken: string, signal: AbortSignal): Promise<void> {
    await this.call('POST', RELAY_PATHS.unregister, { access_token: accessToken }, signal);
  }

  close(): void {
    this.agent.destroy();
  }

  private async call<T>(method: string, path: string, body: object | undefined, signal: AbortSignal): Promise<T> {
    const { status, text } = await this.exchange(method, path, body, signal);
    if (status < 200 || status > 299) throw RelayRefusal.of(status, text.slice(0, RELAY_LIMITS.errorBody));
    const answer = parse<T>(text);
    if (!answer) throw new TunnelError('relay.misbehaved', `${path} did not answer as a relay does`);
    if (!answer.ok) throw RelayRefusal.of(status, text);
    return answer.data;
  }

  private exchange(
    method: string,
    path: string,
    body: object | undefined,
    signal: AbortSignal,
  ): Promise<{ status: number; text: string }> {
    const payload = body && Buffer.from(JSON.stringify(body));
    const headers = {
      host: this.relay.host,
      accept: 'application/json',
      'user-agent': this.agentName,
      ...(payload && { 'content-type': 'application/json', 'content-length': payload.length }),
    };
    const { host, port } = addressOf(this.relay);
    const limit = AbortSignal.any([signal, AbortSignal.timeout(CALL_LIMIT_MS)]);
    const basePath = this.relay.pathname.replace(/\/$/, '');
    return new Promise((resolve, reject) => {
      const fail = (cause: Error): void =>
        reject(signal.aborted ? cause : new TunnelError('relay.unreachable', reasonOf(cause), { cause }));
      const call = request({ host, port, method, path: basePath + path, headers, agent: this.agent, signal: limit });
      call.on('error', fail);
      call.on('response', (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('error', fail);
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > MAX_ANSWER_BYTES) call.destroy(new Error('the answer is too long'));
          else chunks.push(chunk);
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
      });
      call.end(payload);
    });
  }
}

function parse<T>(text: string): Envelope<T> | undefined {
  try {
    const answer = JSON.parse(text) as Envelope<T> | null;
    if (answer?.ok === true && typeof answer.data === 'object' && answer.data !== null) return answer;
    return answer?.ok === false ? answer : undefined;
  } catch {
    return undefined;
  }
}

const reasonOf = (cause: Error): string =>
  cause.name === 'TimeoutError' || cause.name === 'AbortError'
    ? `the relay did not answer within ${CALL_LIMIT_MS / 1000} s`
    : `the relay cannot be reached: ${cause.message || (cause as NodeJS.ErrnoException).code}`;
