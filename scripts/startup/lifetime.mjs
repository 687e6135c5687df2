import { describeFailure } from './describe-failure.mjs';

/** For draining connections and PostgreSQL's last checkpoint together. */
const END_LIMIT_MS = 40_000;
/** npm repeats Ctrl-C to the script half a second after the terminal sent it; that is not a second wish. */
const REPEATED_SIGNAL_MS = 1_500;

/** Ends the process in order: what was opened last closes first, within a limit, and only once. */
export class Lifetime {
  #abort = new AbortController();
  /** @type {(() => Promise<void> | void)[]} */
  #closers = [];
  #endingSince = 0;

  constructor() {
    for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(name, () => this.#signalled(name));
  }

  /** Aborts when the process begins to end. */
  get signal() {
    return this.#abort.signal;
  }

  /** @param {() => Promise<void> | void} close */
  onEnd(close) {
    this.#closers.push(close);
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
    setTimeout(() => {
      console.error('The portal did not end in time and was stopped.');
      process.exit(1);
    }, END_LIMIT_MS);
    for (const close of this.#closers.reverse()) {
      try {
        await close();
      } catch (error) {
        console.error(describeFailure(error));
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
