import type { SanctionState } from '#libs/contracts';

/** Longest wait a timer of browsers takes. */
const MAX_WAIT_MS = 2 ** 31 - 1;
/** The server's clock decides, and this one may be a little ahead. */
const MARGIN_MS = 500;

/** What keeps this person from writing or entering, each until it ends. */
export class Sanctions {
  private all: readonly SanctionState[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onEnd when one of them ended by itself */
  constructor(private readonly onEnd: () => void) {}

  set(sanctions: readonly SanctionState[]): void {
    this.all = sanctions;
    this.wait();
  }

  /** The one that holds longest in the room; a ban before all others. */
  in(roomId: number): SanctionState | undefined {
    const held = this.all.filter(({ room_id }) => room_id === null || room_id === roomId);
    return held.toSorted((a, b) => Number(b.kind === 'ban') - Number(a.kind === 'ban') || endOf(b) - endOf(a))[0];
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private wait(): void {
    clearTimeout(this.timer);
    const next = Math.min(...this.all.map(endOf));
    if (next === Infinity) return;
    this.timer = setTimeout(() => this.check(), Math.min(MAX_WAIT_MS, Math.max(0, next + MARGIN_MS - Date.now())));
  }

  private check(): void {
    const held = this.all.filter((sanction) => endOf(sanction) > Date.now());
    const hasEnded = held.length < this.all.length;
    this.set(held);
    if (hasEnded) this.onEnd();
  }
}

const endOf = ({ until }: SanctionState): number => (until === null ? Infinity : Date.parse(until));
