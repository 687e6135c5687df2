import { RELAY_LIMITS } from '#libs/relay-protocol';

const MAX_HEAD_BYTES = 8 * 1024;
const END_OF_HEAD = '\r\n\r\n';

export type ConnectReply =
  | { kind: 'more' }
  | { kind: 'invalid' }
  /** `rest` belongs to the stream: the first marker may come in the same packet. */
  | { kind: 'accepted'; rest: Buffer }
  | { kind: 'refused'; status: number; body: string };

/**
 * The answer to `GET /sdk/connect` from its first bytes on. `expected` is the one status that means success: 200 for
 * tunnel protocol 5 to 7, 101 for 8. A refusal is complete with its body (Content-Length) or at the `end` of the stream.
 */
export function readConnectReply(bytes: Buffer, { expected, end }: { expected: number; end: boolean }): ConnectReply {
  const headEnd = bytes.indexOf(END_OF_HEAD);
  if (headEnd < 0) return bytes.length > MAX_HEAD_BYTES || end ? { kind: 'invalid' } : { kind: 'more' };
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(statusLine)?.[1]);
  if (!status) return { kind: 'invalid' };

  const rest = bytes.subarray(headEnd + END_OF_HEAD.length);
  if (status === expected) return { kind: 'accepted', rest };
  const length = contentLength(lines);
  const wanted = Math.min(length ?? RELAY_LIMITS.errorBody, RELAY_LIMITS.errorBody);
  if (rest.length < wanted && !end) return { kind: 'more' };
  return { kind: 'refused', status, body: rest.toString('utf8', 0, Math.min(rest.length, wanted)) };
}

function contentLength(lines: string[]): number | undefined {
  const line = lines.find((text) => /^content-length:/i.test(text));
  const value = line?.slice(line.indexOf(':') + 1).trim() ?? '';
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
