import { DataSource, IsNull } from 'typeorm';
import { Sanction, type SanctionKind } from './sanction.entity.js';

export type SanctionInForce = Pick<Sanction, 'kind' | 'roomId' | 'until' | 'reason'>;

/** What is in force, in memory: asked at each message. */
export class SanctionCache {
  private readonly byUser = new Map<number, SanctionInForce[]>();
  private reading: Promise<void> = Promise.resolve();

  constructor(private readonly dataSource: DataSource) {}

  of(userId: number): SanctionInForce[] {
    const now = Date.now();
    return this.byUser.get(userId)?.filter((sanction) => endOf(sanction) > now) ?? [];
  }

  /** The longest sanction of these kinds that holds in the room: its own, or one for all rooms. */
  find(userId: number, roomId: number, kinds: readonly SanctionKind[]): SanctionInForce | undefined {
    return this.of(userId)
      .filter(({ kind }) => kinds.includes(kind))
      .filter((sanction) => sanction.roomId === null || sanction.roomId === roomId)
      .sort((a, b) => endOf(b) - endOf(a))[0];
  }

  load(): Promise<void> {
    return this.inTurn(async () => {
      const rows = await this.dataSource.manager.find(Sanction, { where: { liftedAt: IsNull() } });
      this.byUser.clear();
      for (const row of rows.filter(hasNotEnded)) {
        this.byUser.set(row.userId, [...(this.byUser.get(row.userId) ?? []), row]);
      }
    });
  }

  /** Reads the sanctions of one user again. */
  refresh(userId: number): Promise<void> {
    return this.inTurn(async () => {
      const rows = await this.dataSource.manager.findBy(Sanction, { userId, liftedAt: IsNull() });
      const inForce = rows.filter(hasNotEnded);
      if (inForce.length > 0) this.byUser.set(userId, inForce);
      else this.byUser.delete(userId);
    });
  }

  /** One after the other: an older answer of the database must not overwrite a newer one. */
  private inTurn(read: () => Promise<void>): Promise<void> {
    const turn = this.reading.then(read);
    this.reading = turn.catch(() => undefined);
    return turn;
  }
}

const endOf = ({ until }: SanctionInForce): number => until?.getTime() ?? Number.POSITIVE_INFINITY;

const hasNotEnded = (sanction: Sanction): boolean => endOf(sanction) > Date.now();
