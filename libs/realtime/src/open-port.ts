import type { AddressInfo, ListenOptions, Server } from 'node:net';

/** Resolves with the port. @throws Error — it cannot be had */
export const openPort = (server: Server, options: ListenOptions): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options, () => resolve((server.address() as AddressInfo).port));
  });
