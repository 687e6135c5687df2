/** Part of the command's promise: scripts and service managers decide by them. */
export const EXIT = {
  /** Ended by Ctrl-C or SIGTERM, names given back. */
  ok: 0,
  unexpected: 1,
  /** Wrong arguments, configuration or identity file: nothing was tried. */
  usage: 2,
  /** Every relay refused for good. */
  refused: 3,
  /** No relay is left, and at least one read along. */
  intercepted: 4,
} as const;

/** Ends the command; the message is for people. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    message: string,
    readonly exitCode: number = EXIT.usage,
  ) {
    super(message);
  }
}
