import type { EntityManager } from 'typeorm';
import { PreparedStatement } from '#libs/database';
import type { ListenConnection } from './listen-connection.js';

/** NOTIFY takes under 8000 bytes. */
export const MAX_NOTE_BYTES = 7_900;

const NOTE = new PreparedStatement(
  'commit_note',
  'SELECT pg_notify($1, note) FROM unnest($2::text[]) WITH ORDINALITY AS n(note, i) ORDER BY i',
);

const channelOf = (topic: string): string => `portal_commits_${topic}`;

export interface CommitLogHandlers {
  /** In the order of the commits, over all processes, the writer's own included. */
  onNote(note: string): void;
  /** Notes may have been lost: ask the tables. */
  onGap(): void;
}

/**
 * Tells every process what was committed, in the order of the commits: a note is sent in the transaction it tells of
 * (PostgreSQL delivers notifications in commit order). Unlike an event it is not stored.
 */
export class CommitLog {
  private readonly readers = new Map<string, CommitLogHandlers>();

  constructor(private readonly connection: ListenConnection) {}

  /** Whether what is committed now will be told here. Where it is not, what is remembered may be wrong already. */
  get isHearing(): boolean {
    return this.connection.isListening;
  }

  /** Resolves when the readers here have been told of all that is committed by now; at once while they hear nothing. */
  caughtUp(): Promise<void> {
    return this.connection.caughtUp();
  }

  /** Opens the one reader of a topic in this process. Topics are short words in lower case. */
  async open(topic: string, handlers: CommitLogHandlers): Promise<void> {
    this.readers.set(channelOf(topic), handlers);
    await this.connection.listen(channelOf(topic));
  }

  /** Texts of at most `MAX_NOTE_BYTES`; they leave if `tx` commits. Equal notes of one transaction arrive once. */
  async note(topic: string, notes: readonly string[], tx: EntityManager): Promise<void> {
    await NOTE.run(tx, [channelOf(topic), notes]);
  }

  receive(channel: string, payload: string): void {
    this.readers.get(channel)?.onNote(payload);
  }

  catchUp(): void {
    for (const { onGap } of this.readers.values()) onGap();
  }
}
