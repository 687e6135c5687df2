import { JsonFields, ProtocolError } from '#libs/relay-protocol';
import { MAX_CONTROL_BYTES } from './udp-limits.js';

/** The access token in the JSON object of a control stream. @throws ProtocolError invalid_request */
export function parseControlLine(line: Buffer): string {
  if (line.length > MAX_CONTROL_BYTES) throw new ProtocolError('invalid_request', 'control message is too long');
  return new JsonFields(parseJson(line)).requiredText('access_token', MAX_CONTROL_BYTES);
}

function parseJson(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString());
  } catch (cause) {
    throw new ProtocolError('invalid_request', 'control message is not JSON', { cause });
  }
}
