import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const KEY = randomBytes(16).toString('base64');
const END = Buffer.from('\r\n\r\n');

/** What every socket reads into: a chunk is walked over before the next is read. */
const CHUNK = Buffer.alloc(256 * 1024);

/**
 * The least a WebSocket client can be, so that thousands of them cost less than the server that is measured: it walks
 * over the frames and shows each one's payload.
 */
export class CrowdMember {
  private rest: Buffer | undefined;
  private isOpen = false;

  private constructor(
    readonly socket: Socket,
    private readonly onFrame: (member: CrowdMember, payload: Buffer) => void,
  ) {}

  /** @throws when the server does not take it */
  static async open(
    port: number,
    token: string,
    onFrame: (member: CrowdMember, payload: Buffer) => void,
    localAddress = '127.0.0.1',
  ): Promise<CrowdMember> {
    let opened: () => void = () => undefined;
    const socket = connect({
      ...{ host: '127.0.0.1', port, localAddress, noDelay: true },
      onread: {
        buffer: CHUNK,
        callback: (length) => {
          member.receive(CHUNK.subarray(0, length), opened);
          return true;
        },
      },
    });
    const member: CrowdMember = new CrowdMember(socket, onFrame);
    socket.on('error', () => undefined);
    socket.write(
      `GET /ws/chat?token=${token} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${KEY}\r\n\r\n`,
    );
    await new Promise<void>((resolve, reject) => {
      socket.once('close', () => reject(new Error('The server closed the socket.')));
      opened = resolve;
    });
    return member;
  }

  send(frame: object): void {
    this.socket.write(masked(JSON.stringify(frame)));
  }

  async close(): Promise<void> {
    if (this.socket.destroyed) return;
    const closed = once(this.socket, 'close');
    this.socket.destroy();
    await closed;
  }

  private receive(chunk: Buffer, opened: () => void): void {
    let bytes = this.rest ? Buffer.concat([this.rest, chunk]) : chunk;
    if (!this.isOpen) {
      const end = bytes.indexOf(END);
      if (end < 0) return void (this.rest = Buffer.from(bytes));
      if (!bytes.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) return void this.socket.destroy();
      this.isOpen = true;
      bytes = bytes.subarray(end + END.length);
      opened();
    }
    const read = this.walk(bytes);
    this.rest = read < bytes.length ? Buffer.from(bytes.subarray(read)) : undefined;
  }

  /** Answers how many bytes were whole frames. */
  private walk(bytes: Buffer): number {
    let at = 0;
    while (bytes.length - at >= 2) {
      let head = 2;
      let length = bytes[at + 1]!;
      if (length === 126) {
        if (bytes.length - at < 4) break;
        length = bytes.readUInt16BE(at + 2);
        head = 4;
      } else if (length === 127) {
        if (bytes.length - at < 10) break;
        length = Number(bytes.readBigUInt64BE(at + 2));
        head = 10;
      }
      if (bytes.length - at < head + length) break;
      if (bytes[at] === 0x81) this.onFrame(this, bytes.subarray(at + head, at + head + length));
      else if (bytes[at] === 0x89) this.socket.write(Buffer.from([0x8a, 0x80, 0, 0, 0, 0]));
      at += head + length;
    }
    return at;
  }
}

/** Whether a payload is a frame of the type: `type` is always its first field. */
export const isOfType = (payload: Buffer, type: string): boolean => {
  if (payload[9 + type.length] !== 34) return false;
  for (let at = 0; at < type.length; at++) if (payload[9 + at] !== type.charCodeAt(at)) return false;
  return true;
};

/** Masked with zeros, which changes nothing. */
const masked = (text: string): Buffer => {
  const length = Buffer.byteLength(text);
  const head = length < 126 ? 6 : 8;
  const frame = Buffer.alloc(head + length);
  frame[0] = 0x81;
  if (head === 6) frame[1] = 0x80 | length;
  else {
    frame[1] = 0xfe;
    frame.writeUInt16BE(length, 2);
  }
  frame.write(text, head);
  return frame;
};

/** Opens many, a few at a time. */
export const gather = async <T>(count: number, atOnce: number, open: (n: number) => Promise<T>): Promise<T[]> => {
  const opened: T[] = [];
  let next = 0;
  const some = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) opened[n] = await open(n);
  };
  await Promise.all(Array.from({ length: atOnce }, some));
  return opened;
};
