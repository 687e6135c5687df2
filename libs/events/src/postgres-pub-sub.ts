import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { ListenConnection } from './listen-connection.js';
import { MAX_PUBLISH_BYTES, PubSub } from './pub-sub.js';

export const PUB_SUB_CHANNEL = 'portal_pubsub';

/** NOTIFY takes under 8000 bytes; what is longer goes in parts `id index count` + text, in order on one connection. */
const PART_BYTES = 7_000;

/** Parts of a message whose sender died are forgotten. */
const INCOMPLETE_MAX = 1_000;

interface Waiting {
  parts: string[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** By LISTEN/NOTIFY: needs nothing beside the database. Messages that come while others are on their way leave together. */
export class PostgresPubSub extends PubSub {
  private readonly incomplete = new Map<string, string[]>();
  private waiting: Waiting[] = [];
  private isSending = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly connection: ListenConnection,
    onHandlerError: (error: unknown) => void,
  ) {
    super(onHandlerError);
  }

  override async open(): Promise<void> {
    await this.connection.listen(PUB_SUB_CHANNEL);
  }

  override async close(): Promise<void> {}

  override async publish(topic: string, data: unknown): Promise<void> {
    // Base64 keeps a part's length in bytes equal to its length in characters.
    const message = Buffer.from(JSON.stringify([topic, data])).toString('base64');
    if (message.length > MAX_PUBLISH_BYTES * 2) throw new RangeError(`A message on ${topic} is larger than 1 MiB.`);
    const count = Math.ceil(message.length / PART_BYTES);
    const id = randomUUID();
    const parts = Array.from(
      { length: count },
      (_, index) => `${id} ${index} ${count} ${message.slice(index * PART_BYTES, (index + 1) * PART_BYTES)}`,
    );
    await new Promise<void>((resolve, reject) => {
      this.waiting.push({ parts, resolve, reject });
      if (!this.isSending) void this.sendAll();
    });
  }

  private async sendAll(): Promise<void> {
    this.isSending = true;
    while (this.waiting.length > 0) {
      const messages = this.waiting;
      this.waiting = [];
      try {
        await this.dataSource.query(
          `SELECT pg_notify($1, part) FROM unnest($2::text[]) WITH ORDINALITY AS p(part, n) ORDER BY n`,
          [PUB_SUB_CHANNEL, messages.flatMap(({ parts }) => parts)],
        );
        for (const { resolve } of messages) resolve();
      } catch (error) {
        for (const { reject } of messages) reject(error);
      }
    }
    this.isSending = false;
  }

  receive(payload: string): void {
    const [id = '', index = '', count = '', text = ''] = payload.split(' ');
    const parts = this.incomplete.get(id) ?? [];
    parts[Number(index)] = text;
    if (parts.filter((part) => part !== undefined).length < Number(count)) {
      this.incomplete.set(id, parts);
      if (this.incomplete.size > INCOMPLETE_MAX) this.incomplete.delete(this.incomplete.keys().next().value!);
      return;
    }
    this.incomplete.delete(id);
    const [topic, data] = JSON.parse(Buffer.from(parts.join(''), 'base64').toString('utf8')) as [string, unknown];
    this.deliver(topic, data);
  }
}
