import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import autocannon from 'autocannon';
import { freePort } from '../../libs/testing/src/peers/free-port.js';
import { clipOf, MediaLab, pin } from './media-lab.js';
import { report, rounded } from './report.js';

// Requests a second of a media playlist and of a part while the stream is on the air, against nginx serving the same bytes
// from its page cache. Each server has one core, the load the other; every body's length is checked by the receiver.

const SECONDS = Number(process.env['SECONDS_EACH'] ?? 6);
const ROUNDS = Number(process.env['RUNS'] ?? 3);
const CONNECTIONS = 32;
const TARGET = 1;

const startNginx = async (files: string): Promise<{ child: ChildProcess; url: string }> => {
  const port = await freePort();
  const conf = path.join(files, 'nginx.conf');
  writeFileSync(
    conf,
    `daemon off; worker_processes 1; pid ${files}/pid; error_log stderr crit; user root;
     events { worker_connections 1024; }
     http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; open_file_cache max=100;
       types { application/vnd.apple.mpegurl m3u8; video/mp4 mp4; }
       server { listen 127.0.0.1:${port}; root ${files}/www; } }`,
  );
  const child = spawn('taskset', ['-c', '0', 'nginx', '-c', conf, '-p', files], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await delay(500);
  return { child, url: `http://127.0.0.1:${port}` };
};

const rate = async (url: string, bytes: number | null): Promise<number> => {
  const result = await autocannon({ url, connections: CONNECTIONS, duration: SECONDS });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: ${result.non2xx} bad, ${result.errors} errors`);
  const mean = result.throughput.total / result.requests.total;
  if (bytes !== null && mean < bytes) throw new Error(`${url}: ${mean} bytes an answer instead of ${bytes}`);
  return result.requests.average;
};

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

const lab = await MediaLab.open();
const folder = mkdtempSync(path.join(os.tmpdir(), 'portal-bench-nginx-'));
let nginx: { child: ChildProcess; url: string } | undefined;
try {
  const stream = await lab.makeStream();
  await lab.publish(stream, clipOf('1080p-4700k', '1920x1080', '4700k'));
  const playlist = await lab.playlistUrl(stream.playback);
  await delay(4_000);
  const text = await (await fetch(playlist)).text();
  const part = new URL(/#EXT-X-PART:.*URI="([^"]+)"/.exec(text)![1]!, playlist).href;
  const bytes = Buffer.from(await (await fetch(part)).arrayBuffer());
  mkdirSync(path.join(folder, 'www'));
  writeFileSync(path.join(folder, 'www', 'stream.m3u8'), text);
  writeFileSync(path.join(folder, 'www', 'part.mp4'), bytes);
  nginx = await startNginx(folder);
  // The engine makes the stream meanwhile: on the core of the load, not of the server.
  await pin(1, lab.mediaPid);
  const rates = {
    playlist: { ours: [] as number[], peer: [] as number[] },
    part: { ours: [] as number[], peer: [] as number[] },
  };
  for (let round = 0; round < ROUNDS; round++) {
    rates.playlist.ours.push(await rate(playlist, null));
    rates.playlist.peer.push(await rate(`${nginx.url}/stream.m3u8`, Buffer.byteLength(text)));
    rates.part.ours.push(await rate(part, bytes.length));
    rates.part.peer.push(await rate(`${nginx.url}/part.mp4`, bytes.length));
  }
  const of = (kind: 'playlist' | 'part') => ({ ours: median(rates[kind].ours), peer: median(rates[kind].peer) });
  const [playlists, parts] = [of('playlist'), of('part')];
  const ratios = { playlist: rounded(playlists.ours / playlists.peer), part: rounded(parts.ours / parts.peer) };
  console.log(`playlists ${ratios.playlist}, parts of ${bytes.length} bytes ${ratios.part}`);
  const ratio = Math.min(ratios.playlist, ratios.part);
  report({
    bench: 'hls-origin',
    ours: { playlist: rounded(playlists.ours), part: rounded(parts.ours) },
    peer: { playlist: rounded(playlists.peer), part: rounded(parts.peer) },
    ratio,
    unit: 'requests/s on one core; nginx serves the same files',
    target: TARGET,
    met: ratio >= TARGET,
  });
} finally {
  nginx?.child.kill();
  await lab.close();
  rmSync(folder, { recursive: true, force: true });
}
