import { createServer, type IncomingMessage, type Server } from 'node:http';
import { DomainError } from '#libs/contracts';
import { constantTimeEqual } from '#libs/crypto';
import { openPort, readBody } from '#libs/realtime';
import type { PublishRequest } from '../publishing.js';
import type { MediaMtxApi, MediaMtxPeer } from './control-api.js';
import { keyOfPath } from './path-names.js';

const MAX_BODY_BYTES = 64 * 1024;
const MAX_AGENT_CHARS = 200;

/** What MediaMTX asks (`authMethod: http`). */
interface Question {
  ip: string;
  password: string;
  action: string;
  path: string;
  protocol: string;
  id: string | null;
  query: string;
  userAgent: string;
}

/** Where a request of ours to MediaMTX comes from in truth. */
export interface OnBehalf {
  address: string;
  userAgent: string | null;
  /** Told why it was refused: MediaMTX does not pass the reason on. */
  refused(error: DomainError): void;
}

export interface AuthHookOptions {
  api: MediaMtxApi;
  secret: string;
  admit(request: PublishRequest, source: MediaMtxPeer): Promise<void>;
  /** The WHIP or WHEP request of ours that carries the query. */
  requestOf(query: string): OnBehalf | undefined;
  onError(error: unknown): void;
}

/** Answers MediaMTX's question whether somebody may publish, read or use its API. */
export class AuthHook {
  private readonly server: Server;

  constructor(private readonly options: AuthHookOptions) {
    this.server = createServer((request, response) => {
      void this.answer(request).then((status) => response.writeHead(status, { 'content-length': 0 }).end());
    });
  }

  /** Resolves with the port. */
  listen(port: number, host: string): Promise<number> {
    return openPort(this.server, { port, host });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage): Promise<204 | 401> {
    try {
      const expected = `Basic ${Buffer.from(`mediamtx:${this.options.secret}`).toString('base64')}`;
      if (!constantTimeEqual(request.headers.authorization ?? '', expected)) return 401;
      const question = readQuestion((await readBody(request, MAX_BODY_BYTES)).toString());
      return question && (await this.judge(question)) ? 204 : 401;
    } catch (error) {
      if (!(error instanceof DomainError)) this.options.onError(error);
      return 401;
    }
  }

  private async judge(question: Question): Promise<boolean> {
    const { secret, requestOf } = this.options;
    switch (question.action) {
      case 'api':
        return constantTimeEqual(question.password, secret);
      // Viewers come through the portal, which has judged them; HLS has a secret of its own.
      case 'read':
        return question.protocol === 'webrtc' && requestOf(question.query) !== undefined;
      case 'publish':
        return this.judgePublisher(question);
      default:
        return false;
    }
  }

  private async judgePublisher({ path, protocol, id, ip, query, userAgent }: Question): Promise<boolean> {
    const key = keyOfPath(path);
    const source = id === null ? undefined : await this.sourceOf(protocol, id);
    if (!key || !source) return false;
    const own = protocol === 'webrtc' ? this.options.requestOf(query) : undefined;
    // Browsers publish through the portal: nobody else has a business at the WebRTC port.
    if (protocol === 'webrtc' && !own) return false;
    const { address, userAgent: agent } = own ?? {
      address: ip,
      userAgent: userAgent.slice(0, MAX_AGENT_CHARS) || null,
    };
    try {
      await this.options.admit({ key, protocol: source.as, address, userAgent: agent }, source.peer);
      return true;
    } catch (error) {
      if (error instanceof DomainError) own?.refused(error);
      throw error;
    }
  }

  /** MediaMTX has one name for RTMP with and without TLS, and one for RTSP: its API knows which it is. */
  private async sourceOf(
    protocol: string,
    id: string,
  ): Promise<{ peer: MediaMtxPeer; as: PublishRequest['protocol'] } | undefined> {
    const { api } = this.options;
    if (protocol === 'webrtc') return { peer: { type: 'webRTCSession', id }, as: 'whip' };
    if (protocol === 'rtmp') {
      const isSecure = (await api.addressOf({ type: 'rtmpsConn', id })) !== undefined;
      return isSecure
        ? { peer: { type: 'rtmpsConn', id }, as: 'rtmps' }
        : { peer: { type: 'rtmpConn', id }, as: 'rtmp' };
    }
    const isSecure = protocol === 'rtsp' && (await api.addressOf({ type: 'rtspsSession', id })) !== undefined;
    return isSecure ? { peer: { type: 'rtspsSession', id }, as: 'rtsps' } : undefined;
  }
}

/** Undefined when it is none. */
const readQuestion = (text: string): Question | undefined => {
  const question = JSON.parse(text) as Question;
  const { ip, password, action, path, protocol, id, query, userAgent } = question;
  const isText = [ip, password, action, path, protocol, query, userAgent].every((value) => typeof value === 'string');
  // It becomes part of an address.
  const isId = id === null || (typeof id === 'string' && /^[\w-]{1,64}$/.test(id));
  return isText && isId ? question : undefined;
};
