import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../libs/testing/src/peers/free-port.js';
import { clipOf, MediaLab, pin } from './media-lab.js';
import { report, rounded } from './report.js';
import { loadOf, type Rate } from './wrk.js';

// Requests a second of a media playlist and of a part while the stream is on the air, against nginx serving the same bytes
// from its page cache. Each server has one core, the load (wrk) the other. Beside the rates stands what an answer costs the
// server in microseconds of its processor, which the load cannot bound. The receiver counts bytes, and answers that are
// refused, cut or late; one body before the load and one after it are compared whole. Beside both stands the least there can
// be in Node: a server that answers whatever comes with one buffer.

const SECONDS = Number(process.env['SECONDS_EACH'] ?? 6);
const ROUNDS = Number(process.env['RUNS'] ?? 3);
const CONNECTIONS = 32;
const TARGET = 1;
/** A playlist tells more parts at some times than at others. */
const PLAYLIST_SLACK = 0.5;

const startNginx = async (files: string): Promise<{ child: ChildProcess; url: string }> => {
  const port = await freePort();
  const conf = path.join(files, 'nginx.conf');
  writeFileSync(
    conf,
    `daemon off; master_process off; pid ${files}/pid; error_log stderr crit; user root;
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

/** Answers every packet with a whole response made before. */
const BARE = `const [body, port] = process.argv.slice(1);
  const bytes = require('fs').readFileSync(body);
  const head = 'HTTP/1.1 200 OK\\r\\nconnection: keep-alive\\r\\ncontent-length: ' + bytes.length + '\\r\\n\\r\\n';
  const wire = Buffer.concat([Buffer.from(head), bytes]);
  require('net').createServer((socket) => socket.on('data', () => socket.write(wire)).on('error', () => 0))
    .listen(port, '127.0.0.1');`;

const startBare = async (body: string): Promise<{ child: ChildProcess; url: string }> => {
  const port = await freePort();
  const child = spawn('taskset', ['-c', '0', process.execPath, '-e', BARE, body, String(port)], { stdio: 'inherit' });
  await delay(500);
  return { child, url: `http://127.0.0.1:${port}/` };
};

const bodyOf = async (url: string): Promise<Buffer> => {
  const response = await fetch(url);
  if (response.status !== 200) throw new Error(`${url}: ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
};

/** `expected` is the body, where it stays the same. */
const load = async (url: string, pid: number, expected: Buffer | null): Promise<Rate> => {
  const before = await bodyOf(url);
  const { rate, cost, bytesEach } = await loadOf({ url, pid, core: 1, connections: CONNECTIONS, seconds: SECONDS });
  const after = await bodyOf(url);
  if (expected && !(before.equals(expected) && after.equals(expected))) throw new Error(`${url}: other bytes`);
  const least = Math.min(before.length, after.length) * (expected ? 1 : PLAYLIST_SLACK);
  if (bytesEach < least) throw new Error(`${url}: ${bytesEach} bytes an answer instead of ${least}`);
  return { rate, cost };
};

const median = (values: number[]): number => rounded(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!);

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
  writeFileSync(path.join(folder, 'www', 'part.mp4'), bytes);
  nginx = await startNginx(folder);
  // The engine makes the stream meanwhile: on the core of the load, not of the server.
  await pin(1, lab.mediaPid);
  const [portalPid, nginxPid] = [lab.portal.pid, nginx.child.pid!];
  const seen = {
    playlist: { ours: [] as Rate[], peer: [] as Rate[], bare: [] as Rate[] },
    part: { ours: [] as Rate[], peer: [] as Rate[], bare: [] as Rate[] },
  };
  const bare = async (file: string, expected: Buffer): Promise<Rate> => {
    const { child, url } = await startBare(path.join(folder, 'www', file));
    try {
      return await load(url, child.pid!, expected);
    } finally {
      child.kill();
    }
  };
  // A server that has been up for a while: its code is compiled.
  await load(playlist, portalPid, null);
  await load(part, portalPid, bytes);
  for (let round = 0; round < ROUNDS; round++) {
    seen.playlist.ours.push(await load(playlist, portalPid, null));
    // It grows for as long as the stream is on the air: the peer gets the one of this round.
    const current = await bodyOf(playlist);
    writeFileSync(path.join(folder, 'www', `stream-${round}.m3u8`), current);
    seen.playlist.peer.push(await load(`${nginx.url}/stream-${round}.m3u8`, nginxPid, current));
    seen.playlist.bare.push(await bare(`stream-${round}.m3u8`, current));
    seen.part.ours.push(await load(part, portalPid, bytes));
    seen.part.peer.push(await load(`${nginx.url}/part.mp4`, nginxPid, bytes));
    seen.part.bare.push(await bare('part.mp4', bytes));
  }
  const summary = (who: 'ours' | 'peer' | 'bare') => ({
    playlist: median(seen.playlist[who].map(({ rate }) => rate)),
    part: median(seen.part[who].map(({ rate }) => rate)),
    playlist_us: median(seen.playlist[who].map(({ cost }) => cost)),
    part_us: median(seen.part[who].map(({ cost }) => cost)),
  });
  const [ours, peer] = [summary('ours'), summary('peer')];
  const ratios = { playlist: rounded(ours.playlist / peer.playlist), part: rounded(ours.part / peer.part) };
  console.log(`the least in Node: ${JSON.stringify(summary('bare'))}`);
  console.log(`playlists ${ratios.playlist}, parts of ${bytes.length} bytes ${ratios.part}`);
  const ratio = Math.min(ratios.playlist, ratios.part);
  report({
    bench: 'hls-origin',
    ours,
    peer,
    ratio,
    unit: 'requests/s on one core, and microseconds of it an answer; nginx serves the same files',
    target: TARGET,
    met: ratio >= TARGET,
  });
} finally {
  nginx?.child.kill();
  await lab.close();
  rmSync(folder, { recursive: true, force: true });
}
