/** A failure whose message is one sentence for the person at the terminal; it is printed without a stack. */
export class StartError extends Error {
  /** @param {string} sentence @param {{ cause?: unknown }} [options] */
  constructor(sentence, options) {
    super(sentence, options);
    this.name = 'StartError';
    this.sentence = sentence;
  }
}
