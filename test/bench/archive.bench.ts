import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SshdPeer } from '../../libs/testing/src/peers/sshd.peer.js';
import { MediaLab, rssOf } from './media-lab.js';
import { report, rounded } from './report.js';
import { hashesOfZip } from './stored-zip.js';

// Recordings of 2 GB come as one zip from an OpenSSH server through the portal. What the portal's memory grows by above what it
// has after a small one; the receiver takes the SHA-256 of every file in it.

const FILES = 8;
const FILE_BYTES = Math.round((Number(process.env['GB'] ?? 2) * 1e9) / FILES);
const SMALL_BYTES = 1_000_000;
const TARGET_MB = 100;
const LOOK_MS = 50;

const nameOf = (at: number): string => `Bench/2026-01-01_00-00-00/chunk_00${at}.mkv`;

const sshd = await new SshdPeer().open();
const folder = path.join(sshd.password ? path.join('/home', sshd.username) : os.tmpdir(), 'portal-bench-archive');
const lab = await MediaLab.open();
try {
  mkdirSync(path.dirname(path.join(folder, nameOf(0))), { recursive: true });
  const hashes = Array.from({ length: FILES }, (_, at) => {
    const content = randomBytes(FILE_BYTES);
    writeFileSync(path.join(folder, nameOf(at)), content);
    return createHash('sha256').update(content).digest();
  });
  const small = 'Bench/2026-01-01_00-00-00/small.mkv';
  writeFileSync(path.join(folder, small), randomBytes(SMALL_BYTES));
  if (sshd.password) execFileSync('chown', ['-R', sshd.username, folder]);
  await lab.call('POST', '/api/vods/storage', {
    ...{ host: '127.0.0.1', port: sshd.port, username: sshd.username },
    ...{ auth_method: 'key', private_key: sshd.privateKey, remote_path: folder },
  });
  const archived = async (names: string[], sizes: number[]): Promise<Buffer[]> => {
    const { body } = await lab.request('POST', '/api/vods/download-archive', { files: names });
    const hashes: Buffer[] = [];
    for await (const hash of hashesOfZip(body!, sizes)) hashes.push(hash);
    return hashes;
  };

  await archived([small], [SMALL_BYTES]);
  const before = rssOf(lab.portal.pid);
  let peak = before;
  const looking = setInterval(() => (peak = Math.max(peak, rssOf(lab.portal.pid))), LOOK_MS);
  const began = performance.now();
  const got = await archived(
    hashes.map((_, at) => nameOf(at)),
    hashes.map(() => FILE_BYTES),
  );
  clearInterval(looking);
  const right = hashes.filter((hash, at) => got[at]!.equals(hash)).length;
  if (right !== FILES) throw new Error(`only ${right} of ${FILES} files are right`);
  const seconds = (performance.now() - began) / 1_000;
  const grown = rounded(peak - before);
  const rate = rounded((FILES * FILE_BYTES) / 1e6 / seconds);
  console.log(`${rounded(before)} MB before, ${rounded(peak)} MB at most; ${rate} MB/s`);
  report({
    bench: 'archive',
    ours: { grown_mb: grown, peak_mb: rounded(peak), mb_per_s: rate },
    peer: null,
    ratio: null,
    unit: `MB of memory above what the portal had before, for a zip of ${rounded((FILES * FILE_BYTES) / 1e9)} GB`,
    target: TARGET_MB,
    met: grown <= TARGET_MB,
  });
} finally {
  await lab.close();
  rmSync(folder, { recursive: true, force: true });
  await sshd.close();
}
