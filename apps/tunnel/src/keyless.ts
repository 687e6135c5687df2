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

type UsualOptions = RequestOptions & { headers: Record<string, string> };

interface Answer {
  status: number;
  body: string;
}

/** Has the relay's key, which never leaves it, sign the handshakes of callers: POST /v1/sign. */
export class RemoteSigner implements HandshakeSigner {
  private readonly agent: Agent;
  /** Of every request, apart from its own headers. */
  private readonly usual: UsualOptions;

  constructor(private readonly options: RemoteSignerOptions) {
    this.usual = requestOptions(options);
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
    const { status, body } = await this.post(encode(algorithm, digest), performance.now() + SIGN_LIMIT_MS, this.agent);
    if (status !== 200) throw RelayRefusal.of(status, body);
    return signatureOf(body);
  }

  /** Connections end; a signature under way fails. */
  close(): void {
    this.agent.destroy();
  }

  private post(payload: Buffer, deadline: number, agent: Agent | false): Promise<Answer> {
    const own = { 'content-length': payload.length, [ACCESS_TOKEN_HEADER]: this.options.accessToken() };
    return new Promise((resolve, reject) => {
      const call = request({ ...this.usual, headers: { ...this.usual.headers, ...own }, agent });
      let isLate = false;
      const fail = (error: Error): void => {
        clearTimeout(timer);
        reject(unreachable(error));
      };
      const giveUp = (): void => {
        isLate = true;
        fail(new Error(`no signature within ${SIGN_LIMIT_MS / 1000} s`));
        call.destroy();
      };
      const timer = setTimeout(giveUp, deadline - performance.now());
      call.on('response', (response) =>
        readAnswer(response, fail, (answer) => {
          clearTimeout(timer);
          resolve(answer);
        }),
      );
      call.on('error', (error) => {
        if (!agent || !call.reusedSocket || isLate) return fail(error);
        // The relay had closed the idle connection; it saw nothing of the request.
        clearTimeout(timer);
        this.post(payload, deadline, false).then(resolve, reject);
      });
      call.end(payload);
    });
  }
}

const requestOptions = ({ relay, trust, userAgent }: RemoteSignerOptions): UsualOptions => {
  const headers = {
    host: relay.host,
    accept: 'application/json',
    'user-agent': userAgent,
    'content-type': 'application/json',
  };
  const { host, port } = addressOf(relay);
  const path = relay.pathname.replace(/\/$/, '') + RELAY_PATHS.sign;
  return { ...(trust.options as RequestOptions), host, port, method: 'POST', path, headers };
};

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

const readAnswer = (response: IncomingMessage, fail: (error: Error) => void, done: (answer: Answer) => void): void => {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > RELAY_LIMITS.errorBody) response.destroy(misbehaved());
    else chunks.push(chunk);
  });
  response.once('error', fail);
  response.once('end', () => done({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
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

const unreachable = (cause: Error): Error =>
  cause instanceof TunnelError
    ? cause
    : new TunnelError('relay.unreachable', `the relay cannot be asked to sign: ${cause.message}`, { cause });
