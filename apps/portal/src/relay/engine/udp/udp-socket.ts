import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';

/** What the kernel may hold for us while we are busy. */
const BUFFER_BYTES = 4 * 1024 * 1024;

/** Bound, with no listener for messages yet. @throws Error — the port is taken or may not be used */
export async function openUdpSocket(host: string, port: number): Promise<Socket> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, host, () => resolve(socket.off('error', reject) && undefined));
  }).catch((error: unknown) => {
    socket.close();
    throw error;
  });
  // A packet that could not be sent is a lost packet; nothing else comes here.
  socket.on('error', () => undefined);
  try {
    socket.setRecvBufferSize(BUFFER_BYTES);
    socket.setSendBufferSize(BUFFER_BYTES);
  } catch {
    // The kernel gives less.
  }
  return socket;
}

export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '');
