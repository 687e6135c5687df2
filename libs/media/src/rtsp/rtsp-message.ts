/** RFC 2326 §6. */
export interface RtspRequest {
  type: 'request';
  method: string;
  uri: string;
  /** By name in lower case; of several the last. */
  headers: ReadonlyMap<string, string>;
  body: string;
}

/** RTP or RTCP inside the connection, RFC 2326 §10.12. `data` shares the memory of what was read. */
export interface InterleavedFrame {
  type: 'interleaved';
  channel: number;
  data: Buffer;
}

export type RtspMessage = RtspRequest | InterleavedFrame;

/** What came is no RTSP, or more than is read; `status` says it to the client. */
export class RtspError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** `reason` must be one line; what is not is cut out. */
export const renderRtspResponse = (
  status: number,
  reason: string,
  headers: Readonly<Record<string, string | undefined>> = {},
): string => {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}\r\n`],
  );
  return `RTSP/1.0 ${status} ${reason.replace(/[^\x20-\x7e]/g, '')}\r\n${lines.join('')}\r\n`;
};

const REQUEST_LINE = /^([A-Z_]{1,32}) (\S{1,2048}) RTSP\/[12]\.\d$/;
const HEADER_LINE = /^([\w-]{1,64}):[ \t]*(.*)$/;

/**
 * A request's lines up to the empty one, without its body.
 * @throws RtspError
 */
export const parseRtspHead = (head: string): Omit<RtspRequest, 'body'> => {
  const [first = '', ...lines] = head.split('\r\n');
  const [, method, uri] = REQUEST_LINE.exec(first) ?? [];
  if (method === undefined || uri === undefined) throw new RtspError(400, 'The request line is malformed.');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = HEADER_LINE.exec(line) ?? [];
    if (name === undefined) throw new RtspError(400, 'A header line is malformed.');
    headers.set(name.toLowerCase(), value!.trim());
  }
  return { type: 'request', method, uri, headers };
};
