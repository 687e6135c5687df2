// node test/chaos/start-lifecycle.mjs: fresh clones, two starts at once, signals and kills, each with the real product.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { processIdentity } from '../../scripts/startup/process-identity.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const LIMIT_MS = 180_000;
const work = fs.mkdtempSync(path.join(process.getuid?.() === 0 ? '/root' : os.tmpdir(), 'portal-lifecycle-'));

/** Starts in `cwd`; `line(pattern)` waits for a printed line, `ended` for the status. */
const start = (cwd, { command = ['node', 'scripts/start.mjs'], flags = ['--port=0', '--host=127.0.0.1'] } = {}) => {
  const [program, ...args] = [...command, ...flags];
  const child = spawn(program, args, { cwd, detached: true, env: { ...process.env, PORTAL_LOG_LEVEL: 'error' } });
  let output = '';
  const seen = new Set();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
      for (const check of seen) check();
    });
  }
  const ended = once(child, 'close').then(([status, signal]) => status ?? signal);
  const line = (pattern) =>
    new Promise((resolve, reject) => {
      const check = () => pattern.test(output) && resolve(pattern.exec(output));
      seen.add(check);
      check();
      void ended.then((status) => reject(new Error(`ended with ${status} before ${pattern}:\n${output}`)));
      setTimeout(() => reject(new Error(`no ${pattern} in time:\n${output}`)), LIMIT_MS).unref();
    });
  return {
    child,
    ended,
    line,
    ready: () => line(/Portal is ready: (\S+)/).then((found) => found[1]),
    output: () => output,
  };
};

const postmaster = (clone) => Number(fs.readFileSync(`${clone}/data/postgres/postmaster.pid`, 'utf8').split('\n')[0]);
const gone = async (pid) => {
  for (const deadline = Date.now() + 20_000; processIdentity(pid);) {
    if (Date.now() > deadline) throw new Error(`process ${pid} still runs`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
const expect = (found, wanted, what) => {
  if (found !== wanted) throw new Error(`${what}: ${found}, expected ${wanted}`);
};
const answers = async (url) => expect((await fetch(`${url}/healthz`)).status, 200, `${url}/healthz`);

const clone = path.join(work, 'clone');
const CASES = {
  'two starts at once in a fresh clone below a closed folder: the second waits, then names the first': async () => {
    execFileSync('git', ['clone', '-q', ROOT, clone]);
    const first = start(clone);
    await first.line(/Installing/);
    const second = start(clone);
    const third = start(clone, { flags: ['--port=0', `--data-dir=${work}/other`] });
    await second.line(/Waiting for process \d+/);
    await answers(await first.ready());
    await answers(await third.ready());
    expect(await second.ended, 1, 'status of the second');
    await second.line(/already runs from the data folder/).catch(() => expect(second.output(), 'a sentence', 'output'));
    for (const run of [first, third]) {
      run.child.kill('SIGTERM');
      expect(await run.ended, 0, 'status after SIGTERM');
    }
  },
  'a second start is ready within two seconds': async () => {
    const began = performance.now();
    const run = start(clone, { command: ['npm', 'start', '--silent', '--'] });
    await answers(await run.ready());
    const took = performance.now() - began;
    run.child.kill('SIGTERM');
    expect(await run.ended, 0, 'status');
    if (took > 2_000) throw new Error(`took ${took.toFixed(0)} ms`);
    return `${took.toFixed(0)} ms`;
  },
  'SIGTERM to npm ends everything with status 0': () => endsOn((run) => run.child.kill('SIGTERM')),
  'SIGINT to npm ends everything with status 0': () => endsOn((run) => run.child.kill('SIGINT')),
  'Ctrl-C, which reaches npm and the portal, ends everything with status 0': () =>
    endsOn((run) => process.kill(-run.child.pid, 'SIGINT')),
  'kill -9 leaves no PostgreSQL, and the next start recovers': async () => {
    const run = start(clone);
    await run.ready();
    const pid = postmaster(clone);
    run.child.kill('SIGKILL');
    await gone(pid);
    const next = start(clone);
    await answers(await next.ready());
    next.child.kill('SIGTERM');
    expect(await next.ended, 0, 'status');
  },
  'kill -9 of the portal and PostgreSQL together loses nothing, and the next start recovers': async () => {
    const run = start(clone);
    await run.ready();
    process.kill(postmaster(clone), 'SIGKILL');
    run.child.kill('SIGKILL');
    const next = start(clone);
    await answers(await next.ready());
    next.child.kill('SIGTERM');
    expect(await next.ended, 0, 'status');
  },
  'SIGTERM in the middle of a build ends it': async () => {
    fs.rmSync(`${clone}/dist`, { recursive: true });
    const run = start(clone);
    await run.line(/Building/);
    run.child.kill('SIGTERM');
    await run.ended;
    const next = start(clone);
    await answers(await next.ready());
    next.child.kill('SIGTERM');
    expect(await next.ended, 0, 'status');
  },
};

const endsOn = async (signal) => {
  const run = start(clone, { command: ['npm', 'start', '--silent', '--'] });
  await run.ready();
  const pid = postmaster(clone);
  signal(run);
  expect(await run.ended, 0, 'status');
  await gone(pid);
};

let failed = 0;
for (const [title, run] of Object.entries(CASES)) {
  const note = await run().then(
    (text) => text ?? 'done',
    (error) => (failed++, `FAILED: ${error.message}`),
  );
  console.log(`${title}: ${note}`);
}
fs.rmSync(work, { recursive: true, force: true });
process.exit(failed > 0 ? 1 : 0);
