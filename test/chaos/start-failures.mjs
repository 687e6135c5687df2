// node test/chaos/start-failures.mjs [part of a title]: everything that may go wrong at a start ends in one sentence and status 1.
// Needs root and Linux for the small disks; each case uses its own data folder and leaves nothing running.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { processIdentity } from '../../scripts/startup/process-identity.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const LIMIT_MS = 120_000;
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-failures-'));
fs.chmodSync(work, 0o755);
/** @type {(() => unknown)[]} */
const cleanUp = [() => fs.rmSync(work, { recursive: true, force: true })];

/** @typedef {{ status: number | null, output: string }} Ending */

/** Runs the start script to its end, or, with `until: 'ready'`, until it is ready. */
const start = async (flags, { env = {}, cwd = ROOT, until = 'end', as } = {}) => {
  const command = [
    process.execPath,
    'scripts/start.mjs',
    ...(flags.some((flag) => flag.startsWith('--port')) ? [] : ['--port=0']),
    ...flags,
  ];
  const [program, ...args] = as ? ['setpriv', `--reuid=${as}`, `--regid=${as}`, '--clear-groups', ...command] : command;
  const child = spawn(program, args, { cwd, env: { ...process.env, PORTAL_LOG_LEVEL: 'error', ...env } });
  cleanUp.push(() => child.kill('SIGKILL'));
  const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  let output = '';
  const ended = once(child, 'close').then(([status]) => ({ status }));
  const ready = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        if (until === 'ready' && output.includes('Portal is ready')) resolve({ status: null });
      });
    }
  });
  const { status } = await Promise.race([ended, ready]);
  if (status !== null || until === 'end') clearTimeout(timer);
  return {
    status,
    child,
    ended,
    get output() {
      return output.replace(/^\{.*\n/gm, ''); // the log is not for people
    },
  };
};

const stopped = async (run) => {
  run.child.kill('SIGTERM');
  return (await run.ended).status;
};

/** A data folder with a database in it, made once and copied. */
let template;
const filledFolder = async (name) => {
  if (!template) {
    template = path.join(work, 'template');
    const run = await start([`--data-dir=${template}`], { until: 'ready' });
    await stopped(run);
  }
  const folder = path.join(work, name);
  execFileSync('cp', ['-a', template, folder]);
  return folder;
};

const tmpfs = (name, size) => {
  const folder = path.join(work, name);
  fs.mkdirSync(folder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  cleanUp.push(() => spawnSync('umount', ['-l', folder]));
  return folder;
};

const fill = (folder) => spawnSync('dd', ['if=/dev/zero', `of=${folder}/filler`, 'bs=64k'], { stdio: 'ignore' });

/** Just enough of the server's side of the PostgreSQL protocol to answer `SHOW server_version_num`. */
const oldPostgres = async (version) => {
  const message = (type, ...parts) => {
    const body = Buffer.concat(parts.map((part) => (Buffer.isBuffer(part) ? part : Buffer.from(part))));
    const head = Buffer.alloc(5);
    head.write(type);
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const int16 = (value) => Buffer.from([value >> 8, value & 255]);
  const int32 = (value) => Buffer.from([value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255]);
  const ready = message('Z', 'I');
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', int32(0)), ready]));
      socket.on('data', (request) => {
        if (request[0] !== 0x51) return; // only queries are answered
        const field = Buffer.concat([
          Buffer.from('server_version_num\0'),
          int32(0),
          int16(0),
          int32(25),
          int16(-1),
          int32(-1),
          int16(0),
        ]);
        const row = Buffer.concat([int16(1), int32(version.length), Buffer.from(version)]);
        socket.write(Buffer.concat([message('T', int16(1), field), message('D', row), message('C', 'SHOW\0'), ready]));
      });
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  cleanUp.push(() => server.close());
  return `postgres://u:p@127.0.0.1:${server.address().port}/db`;
};

/** @type {[title: string, expected: RegExp, run: () => Promise<Ending>][]} */
const FAILURES = [
  ['an unknown flag', /Unknown option '--prot'.*--help/, () => start(['--prot=1'])],
  ['a port that is no number', /PORTAL_PORT/, () => start(['--port=abc', `--data-dir=${work}/port`])],
  ['an unknown role', /PORTAL_ROLES.*juggler/s, () => start(['--roles=juggler', `--data-dir=${work}/role`])],
  [
    'a port in use',
    /^Port \d+ is already in use/m,
    async () => {
      const server = net.createServer();
      await once(server.listen(0, '0.0.0.0'), 'listening');
      cleanUp.push(() => server.close());
      return start([`--port=${server.address().port}`, `--data-dir=${work}/used-port`]);
    },
  ],
  [
    'an address of another machine',
    /does not belong to this machine/,
    () => start(['--host=192.0.2.1', `--data-dir=${work}/host`]),
  ],
  ['a disk that is full from the start', /is full/, () => start([`--data-dir=${fillAfter(tmpfs('full-0', '64k'))}`])],
  ['a disk too small for a new database', /is full/, () => start([`--data-dir=${tmpfs('full-1', '20m')}/data`])],
  [
    'a disk that became full',
    /is full/,
    async () => {
      const folder = tmpfs('full-3', '120m');
      execFileSync('cp', ['-a', await filledFolder('for-full'), `${folder}/data`]);
      fill(folder);
      return start([`--data-dir=${folder}/data`]);
    },
  ],
  [
    'a data folder on a read-only disk',
    /read-only disk|cannot be written/,
    async () => {
      const folder = tmpfs('read-only', '1m');
      execFileSync('mount', ['-o', 'remount,ro', folder]);
      return start([`--data-dir=${folder}/data`]);
    },
  ],
  [
    'a data folder of somebody else',
    /cannot be written by this user/,
    async () => start([`--data-dir=${await filledFolder('foreign')}`], { as: 65534 }),
  ],
  [
    'a data folder that is a file',
    /is not a folder/,
    () => {
      fs.writeFileSync(path.join(work, 'file'), '');
      return start([`--data-dir=${work}/file`]);
    },
  ],
  [
    'a lost PG_VERSION',
    /is damaged/,
    () => damaged('no-version', (folder) => fs.rmSync(`${folder}/postgres/PG_VERSION`)),
  ],
  [
    'a lost global folder',
    /is damaged/,
    () => damaged('no-global', (folder) => fs.rmSync(`${folder}/postgres/global`, { recursive: true })),
  ],
  [
    'a corrupt control file',
    /is damaged/,
    () => damaged('control', (folder) => scribble(`${folder}/postgres/global/pg_control`)),
  ],
  ['lost write-ahead logs', /is damaged/, () => damaged('no-wal', (folder) => emptyOf(`${folder}/postgres/pg_wal`))],
  ['corrupt catalogs', /is damaged/, () => damaged('catalog', (folder) => scribbleAll(`${folder}/postgres/global`))],
  [
    'a lost password file',
    /postgres\.password is missing/,
    () => damaged('password', (folder) => fs.rmSync(`${folder}/postgres.password`)),
  ],
  [
    'a database of another PostgreSQL',
    /was made by PostgreSQL 16, this portal brings PostgreSQL 18/,
    () => damaged('major', (folder) => fs.writeFileSync(`${folder}/postgres/PG_VERSION`, '16\n')),
  ],
  ['a database of a newer portal', /newer version of the portal/, () => newerDatabase()],
  [
    'an unreachable DATABASE_URL',
    /cannot be reached/,
    () => start([`--data-dir=${work}/no-db`], { env: { DATABASE_URL: 'postgres://u:p@127.0.0.1:9/db' } }),
  ],
  [
    'a DATABASE_URL of an old PostgreSQL',
    /PostgreSQL 14; the portal needs 15/,
    async () => start([`--data-dir=${work}/old-db`], { env: { DATABASE_URL: await oldPostgres('140010') } }),
  ],
  [
    'a second portal on the same data folder',
    /already runs from the data folder .* \(process \d+, http/,
    async () => {
      const folder = await filledFolder('shared');
      const first = await start([`--data-dir=${folder}`], { until: 'ready' });
      const second = await start([`--data-dir=${folder}`]);
      await stopped(first);
      return second;
    },
  ],
  [
    'PostgreSQL killed while the portal runs',
    /PostgreSQL ended unexpectedly/,
    async () => {
      const folder = await filledFolder('pg-killed');
      const run = await start([`--data-dir=${folder}`], { until: 'ready' });
      process.kill(postmaster(folder), 'SIGKILL');
      const { status } = await run.ended;
      return { status, output: run.output };
    },
  ],
  ['no network at the first start', /registry is not reachable/, () => offline()],
];

const postmaster = (folder) => Number(fs.readFileSync(`${folder}/postgres/postmaster.pid`, 'utf8').split('\n')[0]);
const fillAfter = (folder) => (fill(folder), `${folder}/data`);
const scribble = (file) => fs.writeFileSync(file, Buffer.alloc(fs.statSync(file).size, 0xa5));
const scribbleAll = (folder) =>
  fs
    .readdirSync(folder)
    .filter((name) => name !== 'pg_control')
    .forEach((name) => scribble(`${folder}/${name}`));
const emptyOf = (folder) =>
  fs.readdirSync(folder).forEach((name) => fs.rmSync(`${folder}/${name}`, { recursive: true }));

const damaged = async (name, damage) => {
  const folder = await filledFolder(name);
  damage(folder);
  return start([`--data-dir=${folder}`]);
};

const newerDatabase = async () => {
  const { startPostgres } = await import('../../scripts/embedded-postgres.mjs');
  const { default: pg } = await import('pg');
  const folder = await filledFolder('newer');
  const password = fs.readFileSync(`${folder}/postgres.password`, 'utf8');
  const server = await startPostgres({ dataDir: `${folder}/postgres`, password });
  const client = new pg.Client(server.url());
  await client.connect();
  await client.query(`INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'FromTheFuture9999999999999')`);
  await client.end();
  await server.stop();
  return start([`--data-dir=${folder}`]);
};

const offline = () => {
  const clone = path.join(work, 'clone');
  execFileSync('git', ['clone', '-q', ROOT, clone]);
  fs.cpSync(`${ROOT}/scripts`, `${clone}/scripts`, { recursive: true });
  const env = {
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_config_cache: `${work}/npm-cache`,
    npm_config_fetch_retries: '0',
  };
  return start([`--data-dir=${work}/offline`], { cwd: clone, env });
};

const isOneSentence = (output) => {
  const lines = output
    .trim()
    .split('\n')
    .filter((line) => !/^(Installing|Building|Waiting|Data folder|First start|Portal is ready)|^\{/.test(line));
  return lines.length <= (lines[0]?.startsWith('The configuration has') ? 3 : 1) && !/^\s+at /m.test(output);
};

const orphans = () =>
  spawnSync('pgrep', ['-f', `postgres -D ${work}/`], { encoding: 'utf8' })
    .stdout.trim()
    .split('\n')
    .filter((pid) => pid && processIdentity(Number(pid)));

let failed = 0;
try {
  for (const [title, expected, run] of FAILURES.filter(([title]) => title.includes(process.argv[2] ?? ''))) {
    const began = performance.now();
    const { status, output } = await run();
    const left = orphans();
    const good = status === 1 && expected.test(output) && isOneSentence(output) && left.length === 0;
    if (!good) failed++;
    console.log(
      `${good ? 'ok    ' : 'FAILED'} ${title} (${((performance.now() - began) / 1000).toFixed(1)} s): ${output.trim()}`,
    );
    if (!good) console.log(`       status ${status}, left running: ${left.join(', ') || 'nothing'}`);
  }
} finally {
  for (const clean of cleanUp.reverse()) clean();
}
process.exit(failed > 0 ? 1 : 0);
