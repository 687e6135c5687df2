import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Agent, request, type RequestOptions } from 'node:https';
import {
  ACCESS_TOKEN_HEADER,
  RELAY_LIMITS,
  RELAY_PATHS,
  SIGN_KEY_ID,
  type SignAlgorithm,
  type SignRequest,
  type SignResponse,
} from '#libs/relay-protocol';
import { TunnelError } from './problem.js';
import { RelayRefusal } from './relay-refusal.js';
import { addressOf, type RelayTrust } from './relay-trust.js';
import type { HandshakeSigner } from './tls/index.js';

const SIGN_LIMIT_MS = 5_000;
const MAX_CONNECTIONS = 32;
const IDLE_MS = 60_000;
/** Of an RSA key of 16384 bits. */
const MAX_SIGNATURE_BYTES = 2_048;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

export interface RemoteSignerOptions {
  relay: URL;
  trust: Pick<RelayTrust, 'options'>;
  /** Asked for each signature: the token changes when the lease is renewed. */
  accessToken(): string;
  userAgent: string;
}

interface Answer {
  status: number;
  body: string;
}

/** Has the relay's key, which never leaves it, sign the handshakes of callers: POST /v1/sign. */
export class RemoteSigner implements HandshakeSigner {
  private readonly agent: Agent;

  constructor(private readonly options: RemoteSignerOptions) {
    this.agent = new Agent({
      ...options.trust.options,
      keepAlive: true,
      maxSockets: MAX_CONNECTIONS,
      timeout: IDLE_MS,
    });
  }

  /**
   * Within 5 s, waiting for a free connection included.
   * @throws RelayRefusal, TunnelError relay.unreachable or relay.misbehaved
   */
  async sign(algorithm: SignAlgorithm, digest: Buffer): Promise<Buffer> {
    const limit = AbortSignal.timeout(SIGN_LIMIT_MS);
    const { status, body } = await this.post(encode(algorithm, digest), limit, this.agent);
    if (status !== 200) throw RelayRefusal.of(status, body);
    return signatureOf(body);
  }

  /** Connections end; a signature under way fails. */
  close(): void {
    this.agent.destroy();
  }

  private post(payload: Buffer, limit: AbortSignal, agent: Agent | false): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const call = request({ ...this.requestOptions(payload), agent, signal: limit });
      const fail = (error: Error): void => reject(unreachable(error, limit));
      call.on('response', (response) => readAnswer(response).then(resolve, fail));
      call.on('error', (error) => {
        if (!agent || !call.reusedSocket || limit.aborted) return fail(error);
        // The relay had closed the idle connection; it saw nothing of the request.
        this.post(payload, limit, false).then(resolve, reject);
      });
      call.end(payload);
    });
  }

  private requestOptions(payload: Buffer): RequestOptions {
    const { relay, trust, accessToken, userAgent } = this.options;
    const headers = {
      host: relay.host,
      accept: 'application/json',
      'user-agent': userAgent,
      'content-type': 'application/json',
      'content-length': payload.length,
      [ACCESS_TOKEN_HEADER]: accessToken(),
    };
    const { host, port } = addressOf(relay);
    const path = relay.pathname.replace(/\/$/, '') + RELAY_PATHS.sign;
    return { ...trust.options, host, port, method: 'POST', path, headers } as RequestOptions;
  }
}

const encode = (algorithm: SignAlgorithm, digest: Buffer): Buffer => {
  const body: SignRequest = {
    key_id: SIGN_KEY_ID,
    algorithm,
    digest: digest.toString('base64'),
    timestamp_unix: Math.floor(Date.now() / 1000),
    nonce: randomBytes(16).toString('hex'),
  };
  return Buffer.from(JSON.stringify(body));
};

const readAnswer = async (response: IncomingMessage): Promise<Answer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > RELAY_LIMITS.errorBody) throw misbehaved();
    chunks.push(chunk);
  }
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() };
};

const signatureOf = (body: string): Buffer => {
  const { signature } = parse(body);
  const bytes = typeof signature === 'string' && BASE64.test(signature) ? Buffer.from(signature, 'base64') : undefined;
  if (!bytes || bytes.length > MAX_SIGNATURE_BYTES) throw misbehaved();
  return bytes;
};

const parse = (body: string): Partial<SignResponse> => {
  try {
    return (JSON.parse(body) as Partial<SignResponse> | null) ?? {};
  } catch {
    return {};
  }
};

const misbehaved = (): TunnelError => new TunnelError('relay.misbehaved', 'the relay did not sign as a relay does');

const unreachable = (cause: Error, limit: AbortSignal): Error => {
  if (cause instanceof TunnelError) return cause;
  const reason = limit.aborted ? `no signature within ${SIGN_LIMIT_MS / 1000} s` : cause.message;
  return new TunnelError('relay.unreachable', `the relay cannot be asked to sign: ${reason}`, { cause });
};
