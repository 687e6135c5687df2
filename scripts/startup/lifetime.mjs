import { describeFailure } from './describe-failure.mjs';

/** What closes longer than this is left behind, so that what was opened before it still closes in order. */
const CLOSE_LIMIT_MS = 15_000;
/** npm repeats Ctrl-C to the script half a second after the terminal sent it; that is not a second wish. */
const REPEATED_SIGNAL_MS = 1_500;

/** Ends the process in order: what was opened last closes first, each within a limit, and only once. */
export class Lifetime {
  #abort = new AbortController();
  /** @type {{ close: () => Promise<void> | void, limitMs: number }[]} */
  #closers = [];
  #endingSince = 0;

  constructor() {
    for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(name, () => this.#signalled(name));
  }

  /** Aborts when the process begins to end. */
  get signal() {
    return this.#abort.signal;
  }

  /** @param {() => Promise<void> | void} close @param {number} [limitMs] */
  onEnd(close, limitMs = CLOSE_LIMIT_MS) {
    this.#closers.push({ close, limitMs });
  }

  /** Prints one sentence and ends with status 1. @param {unknown} error */
  fail(error) {
    if (this.#endingSince) return;
    console.error(describeFailure(error));
    void this.end(1);
  }

  /** @param {number} status */
  async end(status) {
    if (this.#endingSince) return;
    this.#endingSince = Date.now();
    this.#abort.abort();
    for (const closer of this.#closers.reverse()) {
      try {
        await withinLimit(closer);
      } catch (error) {
        // After a failure one sentence has been said already.
        if (status === 0) console.error(describeFailure(error));
        status = 1;
      }
    }
    process.exit(status);
  }

  /** @param {string} name */
  #signalled(name) {
    if (!this.#endingSince) {
      console.log(`${name}: closing; once more ends at once.`);
      void this.end(0);
    } else if (Date.now() - this.#endingSince > REPEATED_SIGNAL_MS) {
      process.exit(1);
    }
  }
}

/** @param {{ close: () => Promise<void> | void, limitMs: number }} closer */
async function withinLimit({ close, limitMs }) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    const sentence = `The portal did not close within ${limitMs / 1000} seconds, so what was left of it was ended.`;
    timer = setTimeout(() => reject(new Error(sentence)), limitMs);
  });
  await Promise.race([close(), late]);
  clearTimeout(timer);
}
