import { TERMINAL_ERROR_CODES } from '#libs/relay-protocol';
import { printable } from './printable.js';

/** The relay answered, and the answer is no. */
export class RelayRefusal extends Error {
  override readonly name = 'RelayRefusal';

  /** `code` is empty when the answer was no envelope. */
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  /** Asking again cannot help. */
  get isFinal(): boolean {
    return TERMINAL_ERROR_CODES.has(this.code);
  }

  static of(status: number, body: string): RelayRefusal {
    const { code, message } = readError(body);
    if (code === '') return new RelayRefusal(status, '', `the relay answered ${status}`);
    return new RelayRefusal(status, printable(code), printable(`${code}${message && ` (${message})`}`));
  }
}

function readError(body: string): { code: string; message: string } {
  try {
    const { error } = JSON.parse(body) as { error?: { code?: unknown; message?: unknown } };
    if (typeof error?.code !== 'string') return { code: '', message: '' };
    const message = typeof error.message === 'string' && error.message !== error.code ? error.message : '';
    return { code: error.code, message };
  } catch {
    return { code: '', message: '' };
  }
}
