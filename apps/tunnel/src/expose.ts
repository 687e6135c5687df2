import type { ExposeOptions } from './exposure.js';
import { Tunnel } from './tunnel.js';

/**
 * Publishes a local service and resolves when the first relay serves it. While no relay can be reached it keeps trying;
 * `signal` gives up.
 * @throws ExposureError, IdentityError, TunnelRefused; the signal's reason
 */
export async function expose({ signal, ...options }: ExposeOptions & { signal?: AbortSignal }): Promise<Tunnel> {
  const tunnel = await Tunnel.open(options);
  try {
    await tunnel.ready(signal);
    return tunnel;
  } catch (error) {
    await tunnel.close();
    throw error;
  }
}
