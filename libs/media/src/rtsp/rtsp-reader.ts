import { parseRtspHead, RtspError, type RtspMessage, type RtspRequest } from './rtsp-message.js';

const MAX_HEAD_BYTES = 16 * 1024;
const MAX_BODY_BYTES = 64 * 1024;
const INTERLEAVED = 0x24;
const CRLF = 0x0d;
const LF = 0x0a;

/** Cuts the bytes of a connection into requests and interleaved frames. */
export class RtspReader {
  private rest: Buffer = Buffer.alloc(0);
  private head: Omit<RtspRequest, 'body'> | undefined;
  private bodyBytes = 0;
  private searched = 0;

  /**
   * The messages that are complete with `chunk`, one at a time: what follows is not looked at before it is asked for.
   * @throws RtspError
   */
  *read(chunk: Buffer): Generator<RtspMessage> {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    for (let message = this.next(); message; message = this.next()) yield message;
  }

  private next(): RtspMessage | undefined {
    if (this.head) return this.nextBody(this.head);
    this.skipEmptyLines();
    if (this.rest[0] === INTERLEAVED) return this.nextFrame();
    const end = this.rest.indexOf('\r\n\r\n', this.searched, 'latin1');
    if (end > MAX_HEAD_BYTES || (end < 0 && this.rest.length > MAX_HEAD_BYTES))
      throw new RtspError(400, 'The head is too long.');
    this.searched = Math.max(0, this.rest.length - 3);
    if (end < 0) return undefined;
    const head = parseRtspHead(this.take(end + 4).toString('latin1', 0, end));
    this.bodyBytes = bodyBytesOf(head);
    this.head = head;
    return this.nextBody(head);
  }

  private nextBody(head: Omit<RtspRequest, 'body'>): RtspRequest | undefined {
    if (this.rest.length < this.bodyBytes) return undefined;
    this.head = undefined;
    return { ...head, body: this.take(this.bodyBytes).toString('utf8') };
  }

  private nextFrame(): RtspMessage | undefined {
    if (this.rest.length < 4) return undefined;
    const end = 4 + this.rest.readUInt16BE(2);
    if (this.rest.length < end) return undefined;
    const frame = this.take(end);
    return { type: 'interleaved', channel: frame[1]!, data: frame.subarray(4) };
  }

  private skipEmptyLines(): void {
    let at = 0;
    while (this.rest[at] === CRLF || this.rest[at] === LF) at++;
    if (at > 0) this.take(at);
  }

  private take(bytes: number): Buffer {
    const taken = this.rest.subarray(0, bytes);
    this.rest = this.rest.subarray(bytes);
    this.searched = 0;
    return taken;
  }
}

const bodyBytesOf = ({ headers }: Omit<RtspRequest, 'body'>): number => {
  const length = headers.get('content-length') ?? '0';
  if (!/^\d{1,9}$/.test(length)) throw new RtspError(400, 'The content length is malformed.');
  if (Number(length) > MAX_BODY_BYTES) throw new RtspError(413, 'The body is too long.');
  return Number(length);
};
