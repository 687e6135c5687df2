import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDataSource } from '#libs/database';
import { createDatabase, type TestDatabase } from '#libs/testing';
import { CommitLog, ListenConnection } from './index.js';

let database: TestDatabase;
let dataSource: DataSource;
let connection: ListenConnection;
let commits: CommitLog;
const warnings: Error[] = [];
const warn = (warning: Error): void => void warnings.push(warning);

beforeAll(async () => {
  database = await createDatabase();
  dataSource = await createDataSource({ url: database.url, entities: [] }).initialize();
  connection = new ListenConnection({
    url: database.url,
    onNotify: (channel, payload) => commits.receive(channel, payload),
    onReconnect: () => commits.catchUp(),
    onError: () => undefined,
  });
  commits = new CommitLog(connection);
  await connection.open();
  process.on('warning', warn);
});
afterAll(async () => {
  process.off('warning', warn);
  await connection.close();
  await dataSource.destroy();
  await database.drop();
});

it('has told of all that was committed before it was asked, by many at a time', async () => {
  const heard = new Set<string>();
  await commits.open('test', { onNote: (note) => heard.add(note), onGap: () => undefined });
  const say = async (note: string): Promise<boolean> => {
    await dataSource.transaction((tx) => commits.note('test', [note], tx));
    await commits.caughtUp();
    return heard.has(note);
  };
  const notes = Array.from({ length: 60 }, (_, n) => `note ${n}`);
  expect(await Promise.all(notes.map(say))).toEqual(notes.map(() => true));
  // A warning is told in the next turn of the loop.
  await new Promise((resolve) => setImmediate(resolve));
  expect(warnings).toEqual([]);
});
