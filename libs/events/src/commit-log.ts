import type { EntityManager } from 'typeorm';
import type { ListenConnection } from './listen-connection.js';

/** NOTIFY takes under 8000 bytes. */
export const MAX_NOTE_BYTES = 7_900;

const CHANNEL = 'portal_commits';

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
  private handlers: CommitLogHandlers | undefined;

  constructor(private readonly connection: ListenConnection) {}

  /** Opens the one reader of this process. */
  async open(handlers: CommitLogHandlers): Promise<void> {
    this.handlers = handlers;
    await this.connection.listen(CHANNEL);
  }

  /** Texts of at most `MAX_NOTE_BYTES`; they leave if `tx` commits. Equal notes of one transaction arrive once. */
  async note(notes: readonly string[], tx: EntityManager): Promise<void> {
    await tx.query(
      `SELECT pg_notify('${CHANNEL}', note) FROM unnest($1::text[]) WITH ORDINALITY AS n(note, i) ORDER BY i`,
      [notes],
    );
  }

  receive(channel: string, payload: string): void {
    if (channel === CHANNEL) this.handlers?.onNote(payload);
  }

  catchUp(): void {
    this.handlers?.onGap();
  }
}
