import { runCommand } from './cli/run-command.js';

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
// The reader of a pipe is gone: nobody is left to tell.
process.stdout.on('error', () => ending.abort(new Error('ended')));

const context = { out: process.stdout, err: process.stderr, env: process.env, ending: ending.signal };
process.exit(await runCommand(process.argv.slice(2), context));
