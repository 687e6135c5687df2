import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../libs/testing/src/peers/free-port.js';
import { clipOf, cpuSeconds, MediaLab, sendClip } from './media-lab.js';
import { report, rounded } from './report.js';
import { RtmpSink } from './rtmp-sink.js';

// What relaying costs: seconds of processor for each gigabit, beyond what the same streams cost without relays. The peer is
// nginx-rtmp pushing the same streams to the same targets. Each server has one core, encoders and targets the other.

const STREAMS = Number(process.env['STREAMS'] ?? 10);
const RELAYS = 10;
const SECONDS = Number(process.env['SECONDS_EACH'] ?? 18);
const FPS = 30;
const TARGET = 1;
/** Debian's package libnginx-mod-rtmp. */
const RTMP_MODULE = '/usr/lib/nginx/modules/ngx_rtmp_module.so';

const nameOf = (stream: number, relay: number): string => `stream-${stream}-relay-${relay}`;
const each = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

/** Percent of a core. */
const load = async (pid: number): Promise<number> => {
  const [cpu, began] = [cpuSeconds(pid), performance.now()];
  await delay(SECONDS * 1_000);
  return ((cpuSeconds(pid) - cpu) / (performance.now() - began)) * 1e5;
};

/** Percent of a core, and what the targets got. @throws Error when they did not get everything */
const relayed = async (pid: number, sink: RtmpSink): Promise<{ percent: number; mbits: number }> => {
  for (let tries = 0; sink.names.length < STREAMS * RELAYS; tries++) {
    if (tries === 100) throw new Error(`only ${sink.names.length} targets were reached`);
    await delay(100);
  }
  await delay(3_000);
  sink.taken();
  const began = performance.now();
  const percent = await load(pid);
  const taken = sink.taken();
  const seconds = (performance.now() - began) / 1_000;
  const missing = taken.reduce((sum, target) => sum + target.missing, 0);
  const fewest = Math.min(...taken.map(({ frames }) => frames));
  if (missing > 0 || fewest < (seconds - 1) * FPS)
    throw new Error(`${missing} frames are missing, or ${fewest} too few`);
  return { percent, mbits: taken.reduce((sum, { bytes }) => sum + bytes * 8, 0) / seconds / 1e6 };
};

interface Cost {
  alone: number;
  percent: number;
  mbits: number;
}

const measureOurs = async (clip: string): Promise<Cost> => {
  const sink = new RtmpSink(FPS);
  await sink.listen();
  const lab = await MediaLab.open();
  try {
    const streams = await Promise.all(each(STREAMS, () => lab.makeStream()));
    for (const stream of streams) await lab.publish(stream, clip);
    await Promise.all(streams.map(({ playback }) => lab.playlistUrl(playback)));
    await delay(2_000);
    const alone = await load(lab.mediaPid);
    for (const [at, stream] of streams.entries())
      await Promise.all(each(RELAYS, (relay) => lab.addRelay(stream, sink.port, nameOf(at, relay))));
    return { alone, ...(await relayed(lab.mediaPid, sink)) };
  } finally {
    await lab.close();
    await sink.close();
  }
};

const startNginx = async (folder: string, port: number, pushes: (stream: number) => string): Promise<ChildProcess> => {
  const conf = path.join(folder, 'nginx.conf');
  // Chunks as long as the portal's: with those of 4 KiB it would make a system call for each.
  writeFileSync(
    conf,
    `load_module ${RTMP_MODULE}; daemon off; master_process off; pid ${folder}/pid; error_log stderr crit;
     events { worker_connections 1024; }
     rtmp { server { listen 127.0.0.1:${port}; chunk_size 65536; access_log off;
       ${each(STREAMS, (at) => `application live${at} { live on; ${pushes(at)} }`).join('\n')} } }`,
  );
  const args = ['-c', '0', 'nginx', '-c', conf, '-p', folder];
  const child = spawn('taskset', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  await delay(500);
  return child;
};

const measureNginx = async (clip: string): Promise<Cost> => {
  const sink = new RtmpSink(FPS);
  await sink.listen();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'portal-bench-nginx-'));
  const run = async <T>(pushes: (stream: number) => string, measure: (pid: number) => Promise<T>): Promise<T> => {
    const port = await freePort();
    const nginx = await startNginx(folder, port, pushes);
    const encoders = each(STREAMS, (at) => sendClip(clip, `rtmp://127.0.0.1:${port}/live${at}/clip`));
    try {
      await delay(2_000);
      return await measure(nginx.pid!);
    } finally {
      for (const child of [...encoders, nginx]) child.kill('SIGKILL');
      await once(nginx, 'exit');
    }
  };
  try {
    const alone = await run(() => '', load);
    const push = (at: number): string =>
      each(RELAYS, (relay) => `push rtmp://127.0.0.1:${sink.port}/live/${nameOf(at, relay)};`).join(' ');
    return { alone, ...(await run(push, (pid) => relayed(pid, sink))) };
  } finally {
    await sink.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Milliseconds of processor for a gigabit. */
const aGigabit = ({ alone, percent, mbits }: Cost): number => (((percent - alone) / 100) * 1e6) / mbits;

if (!existsSync(RTMP_MODULE)) throw new Error('the peer is missing: Debian has it as libnginx-mod-rtmp');
const clip = clipOf('1080p-6000k', '1920x1080', '6000k');
const ours = await measureOurs(clip);
const peer = await measureNginx(clip);
for (const [name, { alone, percent, mbits }] of Object.entries({ ours, 'nginx-rtmp': peer }))
  console.log(`${name}: ${rounded(alone)} % alone, ${rounded(percent)} % with relays of ${rounded(mbits)} Mbit/s`);
const ratio = rounded(aGigabit(ours) / aGigabit(peer));
report({
  bench: 'rtmp-fanout',
  ours: rounded(aGigabit(ours)),
  peer: rounded(aGigabit(peer)),
  ratio,
  unit: `milliseconds of processor a gigabit relayed, ${STREAMS} streams of 6 Mbit/s to ${RELAYS} targets each; peer: nginx-rtmp push`,
  target: TARGET,
  met: ratio <= TARGET,
});
