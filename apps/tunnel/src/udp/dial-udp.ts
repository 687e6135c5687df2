import { createSocket, type Socket, type SocketType } from 'node:dgram';
import { isIP, isIPv6 } from 'node:net';

/**
 * A socket that sends to, and hears, this address alone. A name is tried over IPv4 first.
 * @throws Error — the name does not resolve
 */
export async function dialUdp(host: string, port: number): Promise<Socket> {
  if (isIP(host)) return dialOver(isIPv6(host) ? 'udp6' : 'udp4', host, port);
  return dialOver('udp4', host, port).catch(() => dialOver('udp6', host, port));
}

function dialOver(type: SocketType, host: string, port: number): Promise<Socket> {
  const socket = createSocket(type);
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => {
      socket.close();
      reject(error);
    };
    socket.once('error', failed);
    socket.once('connect', () => {
      socket.off('error', failed);
      resolve(socket);
    });
    socket.connect(port, host);
  });
}
