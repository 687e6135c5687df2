import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataSource } from '#libs/database';
import { createDatabase, eventually, type TestDatabase } from '#libs/testing';
import {
  ListenConnection,
  MAX_PUBLISH_BYTES,
  PostgresPubSub,
  PUB_SUB_CHANNEL,
  type PubSub,
  RedisPubSub,
} from './index.js';

/** Two processes on one bus. */
interface Pair {
  a: PubSub;
  b: PubSub;
  errors: unknown[];
  close(): Promise<void>;
}

const describePubSub = (name: string, open: () => Promise<Pair>): void => {
  describe(name, () => {
    let pair: Pair;
    beforeAll(async () => {
      pair = await open();
    });
    afterAll(() => pair.close());

    it('reaches every process, the sender included, in order', async () => {
      const seen: { a: number[]; b: number[] } = { a: [], b: [] };
      pair.a.subscribe<number>('count', (n) => seen.a.push(n));
      pair.b.subscribe<number>('count', (n) => seen.b.push(n));
      for (let n = 0; n < 20; n++) await pair.a.publish('count', n);
      await eventually('the last', () => seen.a.at(-1) === 19 && seen.b.at(-1) === 19);
      expect(seen.b).toEqual(Array.from({ length: 20 }, (_, n) => n));
      expect(seen.a).toEqual(seen.b);
    });

    it('carries what is larger than one notification, and any text', async () => {
      const text = `ü€🚀${'x'.repeat(60_000)}\u0000"\\`;
      const received = new Promise((resolve) => pair.b.subscribe('large', resolve));
      await pair.a.publish('large', { text });
      expect(await received).toEqual({ text });
    });

    it('refuses what is larger than the limit', async () => {
      await expect(pair.a.publish('huge', 'x'.repeat(MAX_PUBLISH_BYTES * 2))).rejects.toThrow(RangeError);
    });

    it('stops after the unsubscription and survives a handler that throws', async () => {
      const seen: number[] = [];
      const stop = pair.a.subscribe<number>('once', (n) => seen.push(n));
      pair.a.subscribe('once', () => {
        throw new Error('handler');
      });
      await pair.b.publish('once', 1);
      await eventually('the first', () => seen.length === 1);
      stop();
      await pair.b.publish('once', 2);
      const marker = new Promise((resolve) => pair.a.subscribe('marker', resolve));
      await pair.b.publish('marker', null);
      await marker;
      expect(seen).toEqual([1]);
      expect(pair.errors.length).toBeGreaterThan(0);
    });
  });
};

describePubSub('pub/sub on PostgreSQL', async () => {
  const database: TestDatabase = await createDatabase();
  const dataSource: DataSource = await createDataSource({ url: database.url, entities: [] }).initialize();
  const errors: unknown[] = [];
  const openOne = async (): Promise<{ pubSub: PostgresPubSub; connection: ListenConnection }> => {
    const connection = new ListenConnection({
      url: database.url,
      onNotify: (channel, payload) => channel === PUB_SUB_CHANNEL && pubSub.receive(payload),
      onReconnect: () => undefined,
      onError: (error) => errors.push(error),
    });
    const pubSub = new PostgresPubSub(dataSource, connection, (error) => errors.push(error));
    await connection.open();
    await pubSub.open();
    return { pubSub, connection };
  };
  const [a, b] = [await openOne(), await openOne()];
  return {
    a: a.pubSub,
    b: b.pubSub,
    errors,
    close: async () => {
      await a.connection.close();
      await b.connection.close();
      await dataSource.destroy();
      await database.drop();
    },
  };
});

const redisUrl = process.env['REDIS_URL'];
if (redisUrl) {
  describePubSub('pub/sub on Redis', async () => {
    const errors: unknown[] = [];
    const openOne = async (): Promise<RedisPubSub> => {
      const pubSub = new RedisPubSub({
        url: redisUrl,
        prefix: `test-${process.pid}`,
        onHandlerError: (error) => errors.push(error),
        onConnectionError: (error) => errors.push(error),
      });
      await pubSub.open();
      return pubSub;
    };
    const [a, b] = [await openOne(), await openOne()];
    return { a, b, errors, close: async () => void (await Promise.all([a.close(), b.close()])) };
  });
} else console.warn('SKIPPED pub/sub on Redis: set REDIS_URL (Debian package redis-server).');
