import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { DomainError } from '#libs/contracts';

const TEXT_FIN = 0x81;

/** The bytes of one unmasked, uncompressed text message (RFC 6455 §5.2): made once, written to many sockets. */
export const prepareText = (text: string): Buffer => {
  const length = Buffer.byteLength(text);
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = TEXT_FIN;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, head);
  return frame;
};

/**
 * Writes prepared frames (one, or several behind one another) past the WebSocket's own sender, which for uncompressed
 * messages writes at once and so keeps the order. A reader with more than `maxBufferedBytes` waiting is closed.
 */
export const writePrepared = (ws: WebSocket, frames: Buffer, maxBufferedBytes: number): boolean => {
  if (ws.readyState !== ws.OPEN) return false;
  const socket = (ws as unknown as { _socket: Socket })._socket;
  socket.write(frames);
  if (socket.writableLength <= maxBufferedBytes) return true;
  const slow = new DomainError('consumer.slow');
  ws.close(slow.closeCode, slow.code);
  return false;
};
