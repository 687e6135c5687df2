import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

export interface ListenConnectionOptions {
  url: string;
  onNotify(channel: string, payload: string): void;
  /** After a lost connection is back: whatever was notified in between is lost. */
  onReconnect(): void;
  onError(error: Error): void;
}

const RECONNECT_MIN_MS = 100;
const RECONNECT_MAX_MS = 5_000;
/** Between two questions whether the connection still leads anywhere, and how long the answer may take. */
const PULSE_MS = 2_000;
const ANSWER_MS = 5_000;

/** The one LISTEN connection of a process; comes back by itself. */
export class ListenConnection {
  private client: pg.Client | undefined;
  private readonly channels = new Set<string>();
  private readonly closing = new AbortController();
  /** What is heard on a new connection before the gap is told of, which comes first. */
  private early: [channel: string, payload: string][] | undefined;
  private readonly pulse: NodeJS.Timeout;

  constructor(private readonly options: ListenConnectionOptions) {
    this.pulse = setInterval(() => void this.beat(), PULSE_MS).unref();
  }

  /** Whether what is notified now is heard here; a connection whose peer vanished is found out within seconds. */
  get isListening(): boolean {
    return this.client !== undefined && this.early === undefined;
  }

  async open(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.options.url,
      application_name: 'portal-listen',
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      query_timeout: ANSWER_MS,
      // Many may ask at a time whether they have caught up.
      pipeline: true,
    });
    client.on('notification', ({ channel, payload = '' }) => {
      if (this.early) this.early.push([channel, payload]);
      else this.options.onNotify(channel, payload);
    });
    client.on('error', (error) => this.options.onError(error));
    client.once('end', () => this.client === client && void this.reopen());
    await client.connect();
    try {
      for (const channel of this.channels) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      client.end().catch(() => undefined);
      throw error;
    }
    this.client = client;
  }

  async listen(channel: string): Promise<void> {
    if (this.channels.has(channel)) return;
    this.channels.add(channel);
    await this.client?.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
  }

  /** Resolves when all that was notified before has been heard here; at once while nothing is. */
  async caughtUp(): Promise<void> {
    // Before it answers, the server sends what is due to this connection.
    await this.client?.query('SELECT 1').catch(() => undefined);
  }

  async close(): Promise<void> {
    this.closing.abort();
    clearInterval(this.pulse);
    const { client } = this;
    this.client = undefined;
    await client?.end();
  }

  private async beat(): Promise<void> {
    const { client } = this;
    try {
      await client?.query('SELECT 1');
    } catch {
      if (this.client !== client) return;
      client?.end().catch(() => undefined);
      void this.reopen();
    }
  }

  private async reopen(): Promise<void> {
    this.client = undefined;
    for (let wait = RECONNECT_MIN_MS; !this.closing.signal.aborted; wait = Math.min(wait * 2, RECONNECT_MAX_MS)) {
      await delay(wait, undefined, { signal: this.closing.signal }).catch(() => undefined);
      if (this.closing.signal.aborted) return;
      this.early = [];
      try {
        await this.open();
        this.options.onReconnect();
        const { early } = this;
        this.early = undefined;
        for (const [channel, payload] of early) this.options.onNotify(channel, payload);
        return;
      } catch (error) {
        this.options.onError(error as Error);
      }
    }
  }
}
