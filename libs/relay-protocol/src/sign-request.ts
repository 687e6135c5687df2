import { SIGN_ALGORITHMS, type SignAlgorithm } from './sign-algorithms.js';
import { JsonFields } from './json-fields.js';
import { RELAY_LIMITS } from './limits.js';
import { ProtocolError } from './relay-error.js';
import type { SignRequest } from './relay-wire.js';

/** The one key there is: that of the relay's certificate, which its tenants present as theirs. */
export const SIGN_KEY_ID = 'relay-cert';

const MAX_TEXT = 256;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * The status of a fault is that of its code in RELAY_ERROR_CODES; the body is `{"error": message}`, not the envelope.
 * @throws ProtocolError invalid_json | invalid_request
 */
export function parseSignRequest(body: string): SignRequest {
  const fields = new JsonFields(parseJson(body));
  return {
    key_id: fields.requiredText('key_id', MAX_TEXT),
    algorithm: fields.requiredText('algorithm', MAX_TEXT),
    digest: fields.requiredText('digest', MAX_TEXT),
    timestamp_unix: fields.whole('timestamp_unix'),
    nonce: fields.requiredText('nonce', MAX_TEXT),
  };
}

/**
 * Whether the relay may sign this now. Nonces are not remembered here, so a captured request can be repeated (by a
 * holder of the token) until its time has passed.
 * @param skewMs how far the client's clock may be off, either way
 * @throws ProtocolError unauthorized — another key; invalid_request — clock, algorithm, or a digest that is none
 */
export function checkSignRequest(
  request: SignRequest,
  { now, skewMs = RELAY_LIMITS.signSkewMs.default }: { now: Date; skewMs?: number },
): { algorithm: SignAlgorithm; digest: Buffer } {
  if (request.key_id !== SIGN_KEY_ID) throw new ProtocolError('unauthorized', 'unknown key');
  if (Math.abs(now.getTime() - request.timestamp_unix * 1000) > skewMs) throw refused('timestamp is too far off');
  if (!isSignAlgorithm(request.algorithm)) throw refused('algorithm is not supported');
  const digest = Buffer.from(BASE64.test(request.digest) ? request.digest : '', 'base64');
  if (digest.length !== SIGN_ALGORITHMS[request.algorithm].digestBytes) throw refused('digest has a wrong length');
  return { algorithm: request.algorithm, digest };
}

const isSignAlgorithm = (text: string): text is SignAlgorithm => Object.hasOwn(SIGN_ALGORITHMS, text);

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new ProtocolError('invalid_json', 'body is not JSON', { cause });
  }
}

const refused = (message: string): ProtocolError => new ProtocolError('invalid_request', message);
