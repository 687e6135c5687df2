import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** Loses every n-th packet of media towards the server, and none of anything else. */
export const lossyProxy = async (
  serverPort: number,
  nth: number,
): Promise<{ port: number; lost: () => number; close(): void }> => {
  const [front, back] = [createSocket('udp4'), createSocket('udp4')];
  let [client, count, lost] = [0, 0, 0];
  front.on('message', (message, { port }) => {
    client = port;
    const isRtp = message[0]! >= 128 && message[0]! < 192 && message.length > 200;
    if (isRtp && ++count % nth === 0) lost++;
    else back.send(message, serverPort, '127.0.0.1');
  });
  back.on('message', (message) => front.send(message, client, '127.0.0.1'));
  front.bind(0, '127.0.0.1');
  await once(front, 'listening');
  const close = (): void => {
    front.close();
    back.close();
  };
  return { port: front.address().port, lost: () => lost, close };
};
