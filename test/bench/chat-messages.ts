import { DataSource } from 'typeorm';
import { bodyAt, MessageIndex, RoomKeys } from '../../apps/portal/src/chat/index.js';
import type { Portal } from '../../apps/portal/src/roles/portal.js';
import { ChatCorpus } from './chat-corpus.js';

const USERS = 1000;
const CHANNELS = 30;
const CONVERSATIONS = 2000;
/** Of all messages. */
const IN_CHANNELS = 0.6;
const BATCH = 2000;
/** Stored at the end by the ordinary way, with the index in place. */
const ORDINARY = 20_000;

export interface LoadedSize {
  /** Bytes. */
  text: number;
  index: number;
}

/** Fills an empty portal with that many messages of the corpus: the channels' share is Zipf-like, the rest conversations. */
export const loadMessages = async (portal: Portal, count: number): Promise<LoadedSize> => {
  const dataSource = portal.app.get(DataSource, { strict: false });
  const keys = portal.app.get(RoomKeys, { strict: false });
  const index = portal.app.get(MessageIndex as never, { strict: false }) as MessageIndex;
  if (count > 0) await makeRooms(dataSource, keys);
  const corpus = new ChatCorpus();
  const started = performance.now();
  const elapsed = (): string => `${((performance.now() - started) / 1000).toFixed(0)} s`;
  if (count > ORDINARY) await dataSource.query('DROP INDEX search_entries_terms');
  for (let from = 1; from <= count; from += BATCH) {
    if (count > ORDINARY && from > count - ORDINARY && from <= count - ORDINARY + BATCH) {
      console.error(`${from - 1} messages, ${elapsed()}`);
      await buildIndex(dataSource);
      console.error(`index built, ${elapsed()}`);
    }
    await loadBatch(dataSource, keys, index, corpus, from, Math.min(count, from + BATCH - 1));
  }
  if (count > 0) {
    console.error(`${count} messages, ${elapsed()}`);
    for (const table of ['rooms', 'messages'])
      await dataSource.query(`SELECT setval(pg_get_serial_sequence('${table}', 'id'), max(id)) FROM ${table}`);
    await dataSource.query('VACUUM ANALYZE');
  }
  return sizeOf(dataSource);
};

const makeRooms = async (dataSource: DataSource, keys: RoomKeys): Promise<void> => {
  await dataSource.query(`INSERT INTO users (username) SELECT 'user' || i FROM generate_series(1, ${USERS}) i`);
  await dataSource.query('DELETE FROM rooms');
  const ids = Array.from({ length: CHANNELS + CONVERSATIONS }, (_, at) => at + 1);
  const sealed = await Promise.all(ids.map((id) => keys.create(id)));
  await dataSource.query(
    `INSERT INTO rooms (id, kind, name, visibility, is_default, data_key)
     SELECT id, CASE WHEN id <= ${CHANNELS} THEN 'channel' ELSE 'direct' END,
            CASE WHEN id <= ${CHANNELS} THEN 'channel-' || id END,
            CASE WHEN id <= ${CHANNELS} THEN 'public' ELSE 'private' END, id = 1, data_key
       FROM unnest($1::integer[], $2::bytea[]) AS x (id, data_key)`,
    [ids, sealed],
  );
  await dataSource.query(
    `INSERT INTO room_members (room_id, user_id)
     SELECT id, 1 + (id * 7919) % ${USERS} FROM rooms WHERE kind = 'direct'
      UNION SELECT id, 1 + (id * 104729 + 13) % ${USERS} FROM rooms WHERE kind = 'direct'`,
  );
};

const loadBatch = async (
  dataSource: DataSource,
  keys: RoomKeys,
  index: MessageIndex,
  corpus: ChatCorpus,
  from: number,
  to: number,
): Promise<void> => {
  const messages: { messageId: number; roomId: number; text: string; userId: number; body: Buffer }[] = [];
  for (let messageId = from; messageId <= to; messageId++) {
    const text = corpus.message();
    const place = corpus.next();
    const roomId =
      place < IN_CHANNELS
        ? 1 + Math.floor(CHANNELS * (place / IN_CHANNELS) ** 2)
        : 1 + CHANNELS + Math.floor((CONVERSATIONS * (place - IN_CHANNELS)) / (1 - IN_CHANNELS));
    const body = (await keys.get(roomId)).seal(text, bodyAt(messageId));
    messages.push({ messageId, roomId, text, userId: 1 + Math.floor(USERS * corpus.next() ** 3), body });
  }
  await dataSource.transaction(async (tx) => {
    await tx.query('SET LOCAL synchronous_commit = off');
    await tx.query(
      `INSERT INTO messages (id, room_id, seq, rev, user_id, body, image_url, created_at)
       SELECT id, room_id, id, id, user_id, body, CASE WHEN id % 50 = 0 THEN '/static/uploads/chat/x.webp' END,
              now() - interval '6 days' + id * interval '0.5 s'
         FROM unnest($1::bigint[], $2::integer[], $3::integer[], $4::bytea[]) AS x (id, room_id, user_id, body)`,
      [
        messages.map(({ messageId }) => messageId),
        messages.map(({ roomId }) => roomId),
        messages.map(({ userId }) => userId),
        messages.map(({ body }) => body),
      ],
    );
    await index.add(tx, messages);
  });
};

/** As the migration makes it. */
const buildIndex = async (dataSource: DataSource): Promise<void> => {
  await dataSource.transaction(async (tx) => {
    await tx.query(`SET LOCAL maintenance_work_mem = '1GB'`);
    await tx.query('CREATE INDEX search_entries_terms ON search_entries USING gin (terms) WITH (fastupdate = off)');
  });
};

const sizeOf = async (dataSource: DataSource): Promise<LoadedSize> => {
  const [row] = (await dataSource.query(
    `SELECT pg_total_relation_size('search_entries') AS entries, pg_relation_size('search_entries_terms') AS terms,
            (SELECT sum(length(body) - 32) FROM messages) AS text`,
  )) as [Record<'entries' | 'terms' | 'text', string>];
  const [text, index, gin] = [Number(row.text), Number(row.entries), Number(row.terms)];
  console.error({ textMB: text >> 20, entriesAndIndexesMB: index >> 20, ofThatGinMB: gin >> 20 });
  return { text, index };
};
