import { setTimeout as delay } from 'node:timers/promises';
import { runCommand } from './cli/run-command.js';
import { TerminalOutput } from './cli/terminal-output.js';

/** A terminal that has stopped reading does not keep the program from ending. */
const LAST_WORDS_MS = 1_000;

const ending = new AbortController();
let asked = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    asked += 1;
    // Whoever asks twice does not want to wait for the relay.
    if (asked > 1) process.exit(130);
    ending.abort(new Error('ended'));
  });
}
const { stdout } = process;
const out = stdout.isTTY ? new TerminalOutput(stdout) : stdout;
// The reader of a pipe is gone: nobody is left to tell.
out.on('error', () => ending.abort(new Error('ended')));

const context = { out, err: process.stderr, env: process.env, ending: ending.signal };
const exitCode = await runCommand(process.argv.slice(2), context);
if (out !== stdout) await Promise.race([new Promise<void>((resolve) => out.end(resolve)), delay(LAST_WORDS_MS)]);
process.exit(exitCode);
