import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection to this machine. What goes wrong with it later, its `close` tells. */
export const dialLoopback = async (port: number): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket.on('error', () => undefined);
};
