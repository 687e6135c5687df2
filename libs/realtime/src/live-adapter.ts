import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { createAdapter as createPostgresAdapter } from '@socket.io/postgres-adapter';
import { createAdapter as createRedisAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Server } from 'socket.io';

/** Carries emits between processes. */
export interface LiveAdapter {
  adapter: Parameters<Server['adapter']>[0];
  close(): Promise<void>;
}

interface AdapterOptions {
  url: string;
  onError(error: Error): void;
}

/** What was said last may still be on its way; a database that is gone never takes it. */
const CLOSE_MS = 1_000;

/** Through LISTEN/NOTIFY; what is longer than a notification takes the table `socket_io_attachments`. */
export const postgresLiveAdapter = ({ url, onError }: AdapterOptions): LiveAdapter => {
  const pool = new pg.Pool({ connectionString: url, max: 2, application_name: 'portal-live' });
  // The adapter keeps a client for itself. Nobody else would hear of its loss, and a lost one it never gives back, for
  // which the pool would wait for ever.
  const clients = new Set<pg.PoolClient>();
  let isClosing = false;
  const report = (error: Error): void => {
    if (!isClosing) onError(error);
  };
  pool.on('connect', (client) => clients.add(client.on('error', report)));
  pool.on('error', report);
  pool.on('remove', (client) => clients.delete(client));
  return {
    adapter: createPostgresAdapter(pool, { channelPrefix: 'portal_live', errorHandler: report }),
    close: async () => {
      // The adapter gives its client back and says that it closes.
      await Promise.race([isIdle(pool).catch(() => undefined), delay(CLOSE_MS, undefined, { ref: false })]);
      isClosing = true;
      void pool.end();
      await Promise.all([...clients].map((client) => (client as unknown as pg.Client).end()));
    },
  };
};

const isIdle = async (pool: pg.Pool): Promise<void> => {
  while (pool.waitingCount > 0 || pool.idleCount < pool.totalCount) await once(pool, 'release');
};

/** `prefix` separates installations that share one Redis. */
export const redisLiveAdapter = ({ url, prefix, onError }: AdapterOptions & { prefix: string }): LiveAdapter => {
  const publisher = new Redis(url);
  const subscriber = publisher.duplicate();
  for (const connection of [publisher, subscriber]) connection.on('error', onError);
  return {
    adapter: createRedisAdapter(publisher, subscriber, { key: `${prefix}:live` }) as LiveAdapter['adapter'],
    close: async () => {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
};
