import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import { TERMINAL_SUBPROTOCOL } from '#libs/contracts';
import { SessionLab } from '../../libs/testing/src/session-lab.js';
import { report, rounded } from './report.js';
import { SshdPeer } from '../../libs/testing/src/peers/sshd.peer.js';

// 200 MB of random bytes through a pty in raw mode: portal and browser side ÷ plain `ssh -tt`; hashes at the receiver.

const MEGABYTES = Number(process.env['MB'] ?? 200);
/** Ours ÷ plain ssh; both timed at the receiver from the first byte to the last. */
const TARGET = 0.9;
const RUNS = Number(process.env['RUNS'] ?? 5);

interface Result {
  seconds: number;
  bytes: number;
  sha256: string;
}

const receive = async (url: string): Promise<Result> => {
  const hash = createHash('sha256');
  let bytes = 0;
  let acked = 0;
  let started = 0;
  const ws = new WebSocket(url, [TERMINAL_SUBPROTOCOL], { perMessageDeflate: false });
  ws.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) return;
    started ||= performance.now();
    bytes += data.length;
    hash.update(data);
    if (bytes - acked < 32 * 1024) return;
    acked = bytes;
    ws.send(`{"type":"ack","offset":${bytes}}`);
  });
  await once(ws, 'close');
  return { seconds: (performance.now() - started) / 1000, bytes, sha256: hash.digest('hex') };
};

const plain = async (command: string[], env = {}): Promise<Result> => {
  let started = 0;
  const child = spawn(command[0]!, command.slice(1), {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  });
  const hash = createHash('sha256');
  let bytes = 0;
  child.stdout.on('data', (data: Buffer) => {
    started ||= performance.now();
    bytes += data.length;
    hash.update(data);
  });
  await once(child, 'close');
  return { seconds: (performance.now() - started) / 1000, bytes, sha256: hash.digest('hex') };
};

const main = async (): Promise<void> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bulk-'));
  const file = path.join(folder, 'data');
  const key = path.join(folder, 'key');
  const data = randomBytes(MEGABYTES * 1e6);
  writeFileSync(file, data);
  chmodSync(folder, 0o711);
  const sha256 = createHash('sha256').update(data).digest('hex');
  const sshd = await new SshdPeer().open();
  writeFileSync(key, sshd.privateKey, { mode: 0o600 });
  const lab = await new SessionLab().open();
  const command = `stty raw -echo; cat ${file}; sleep 0.2`;
  lab.entries.set('bulk', {
    port: sshd.port,
    config: { username: sshd.username, auth_method: 'key', initial_command: command },
    secrets: { private_key: sshd.privateKey },
  });
  const options = ['-i', key, '-p', String(sshd.port), '-oStrictHostKeyChecking=no', '-oUserKnownHostsFile=/dev/null'];
  const ssh = ['ssh', '-tt', '-q', ...options, `${sshd.username}@127.0.0.1`, command];
  const portal: Result[] = [];
  const direct: Result[] = [];
  try {
    for (let run = 0; run < RUNS; run++) {
      direct.push(await plain(ssh));
      const before = process.cpuUsage();
      const child = spawn(process.execPath, [
        process.argv[1]!,
        '--receive',
        lab.path('bulk', 'cols=80&rows=24').replace('http', 'ws'),
      ]);
      let out = '';
      child.stdout.on('data', (text) => (out += text));
      child.stderr.pipe(process.stderr);
      await once(child, 'close');
      portal.push(JSON.parse(out) as Result);
      const cpu = process.cpuUsage(before);
      const seconds = { ssh: direct.at(-1)!.seconds, portal: portal.at(-1)!.seconds };
      console.error({ ...seconds, portal_cpu: (cpu.user + cpu.system) / 1e6 });
    }
  } finally {
    await lab.close();
    await sshd.close();
    rmSync(folder, { recursive: true });
  }
  const rate = (runs: Result[]): number => median(runs.map((run) => run.bytes / 1e6 / run.seconds));
  const intact = [...portal, ...direct].every((run) => run.sha256 === sha256);
  if (!intact) throw new Error('The bytes that arrived are not the bytes that were sent.');
  const ratio = rounded(rate(portal) / rate(direct));
  report({
    bench: 'terminal-bulk',
    ours: rounded(rate(portal)),
    peer: rounded(rate(direct)),
    ratio,
    unit: 'MB/s',
    target: TARGET,
    met: ratio >= TARGET,
  });
};

const median = (numbers: number[]): number => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

if (process.argv[2] === '--receive') console.log(JSON.stringify(await receive(process.argv[3]!)));
else await main();
