import { spawn } from 'node:child_process';

const MAX_OUTPUT_CHARS = 64_000;

/**
 * Runs a program to its end and keeps the tail of what it prints; it is ended when the signal aborts.
 * @param {string} command @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, signal?: AbortSignal, passThrough?: boolean }} [options] `passThrough`: also shows the output
 * @returns {Promise<{ code: number, output: string }>} `code` is 1 when a signal ended it
 */
export function runChild(command, args, { cwd, env, signal, passThrough = false } = {}) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output = (output + text).slice(-MAX_OUTPUT_CHARS);
        if (passThrough) process.stderr.write(text);
      });
    }
    const end = () => child.kill('SIGTERM');
    signal?.addEventListener('abort', end, { once: true });
    child.once('error', reject);
    child.once('close', (code) => {
      signal?.removeEventListener('abort', end);
      if (signal?.aborted) reject(signal.reason);
      else resolve({ code: code ?? 1, output });
    });
  });
}
