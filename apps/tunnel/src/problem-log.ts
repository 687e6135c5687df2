import { printable } from './printable.js';
import { type Problem, PROBLEM_CODES, TunnelError } from './problem.js';
import { RelayRefusal } from './relay-refusal.js';

const REPEAT_MS = 30_000;

/** Makes problems of errors and lets the same one through only every 30 s: all sessions meet it at once. */
export class ProblemLog {
  private readonly told = new Map<string, number>();
  private lastProblem: Problem | undefined;
  private isClosed = false;

  constructor(
    private readonly relay: string,
    private readonly tell: (problem: Problem) => void,
  ) {}

  get last(): Problem | undefined {
    return this.lastProblem;
  }

  /** The last word stays the last: what falls over at the end is no news. */
  close(): void {
    this.isClosed = true;
  }

  report(error: unknown): void {
    if (this.isClosed) return;
    const problem = problemOf(error, this.relay);
    const key = `${problem.code} ${problem.message}`;
    const now = performance.now();
    if (now - (this.told.get(key) ?? -Infinity) < REPEAT_MS) return;
    for (const [old, at] of this.told) if (now - at >= REPEAT_MS) this.told.delete(old);
    this.told.set(key, now);
    this.lastProblem = problem;
    this.tell(problem);
  }

  /** What was wrong is over: the next time is news again. */
  forget(): void {
    this.told.clear();
  }
}

/** Whether trying again is pointless. */
export const isFinal = (error: unknown): boolean =>
  error instanceof RelayRefusal ? error.isFinal : error instanceof TunnelError && PROBLEM_CODES[error.code].final;

function problemOf(error: unknown, relay: string): Problem {
  const message = printable(error instanceof Error ? error.message : String(error));
  if (error instanceof RelayRefusal) {
    return {
      code: error.code || 'relay.misbehaved',
      message: `the relay says ${message}`,
      relay,
      final: error.isFinal,
    };
  }
  const code = error instanceof TunnelError ? error.code : 'connection.failed';
  const isLocal = code === 'target.unreachable';
  return { code, message, ...(!isLocal && { relay }), final: PROBLEM_CODES[code].final };
}
