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

/** Through LISTEN/NOTIFY; what is longer than a notification takes the table `socket_io_attachments`. */
export const postgresLiveAdapter = ({ url, onError }: AdapterOptions): LiveAdapter => {
  const pool = new pg.Pool({ connectionString: url, max: 2, application_name: 'portal-live' });
  pool.on('error', onError);
  return {
    adapter: createPostgresAdapter(pool, { channelPrefix: 'portal_live', errorHandler: onError }),
    close: () => pool.end(),
  };
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
