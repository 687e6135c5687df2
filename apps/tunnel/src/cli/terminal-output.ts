import { write } from 'node:fs';
import { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import type { Output } from './reporter.js';

const AGAIN_MS = 50;

/**
 * A terminal that may stop reading (Ctrl-S, a selection): Node's own writes to terminals wait for it, and with them
 * everything else would.
 */
export class TerminalOutput extends Writable implements Output {
  readonly isTTY = true;

  constructor(private readonly terminal: WriteStream & { fd: number }) {
    super();
    terminal.on('resize', () => this.emit('resize'));
  }

  get columns(): number {
    return this.terminal.columns;
  }

  get rows(): number {
    return this.terminal.rows;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    write(this.terminal.fd, chunk, (error, written) => {
      if (error && error.code !== 'EAGAIN') return done(error);
      const rest = error ? chunk : chunk.subarray(written);
      if (rest.length === 0) return done();
      setTimeout(() => this._write(rest, _encoding, done), error ? AGAIN_MS : 0);
    });
  }
}
