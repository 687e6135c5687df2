import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';

/** What the kernel may hold for us while we are busy. */
const BUFFER_BYTES = 4 * 1024 * 1024;

/**
 * Bound, with no listener for messages yet. Only addresses are sent to, never names: not asking for them makes a send
 * happen when it is called, even right before a close. @throws Error — the port is taken or may not be used */
export async function openUdpSocket(host: string, port: number): Promise<Socket> {
  const family = isIPv6(host) ? 6 : 4;
  const socket = createSocket({
    type: `udp${family}`,
    lookup: (address, _options, done) => done(null, address, family),
  });
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

/** Port 0 can be forged but not sent to: Node throws. */
export const isAnswerable = ({ port }: RemoteInfo): boolean => port !== 0;

export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '');
