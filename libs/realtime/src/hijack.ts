import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Takes the TCP socket away from node:http once a request's head was parsed. The peer must wait for the head of the
 * answer before it sends: bytes already read by the parser are lost. `Upgrade` requests have no such limit.
 */
export const hijack = (response: ServerResponse): Socket => {
  const socket = response.socket as Socket;
  response.detachSocket(socket);
  // What listens for its close frees the parser, of which the server keeps a list.
  for (const event of ['data', 'end', 'drain', 'timeout', 'error'] as const) socket.removeAllListeners(event);
  return adopt(socket);
};

/** Makes a socket from node:http fit for long quiet connections. */
export const adopt = (socket: Socket): Socket => {
  socket.setTimeout(0);
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  return socket;
};
