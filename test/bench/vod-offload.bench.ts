import 'reflect-metadata';
import { execFile, execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { NetGuard } from '#libs/net-guard';
import { SshdPeer } from '#libs/testing';
import { SftpSession } from '../../apps/portal/src/sftp/index.js';
import { uploadChunk } from '../../apps/portal/src/vod/chunk-upload.js';
import { report, rounded } from './report.js';

// The same files to the same sshd on loopback: as the offload does it (hashed, checked for space, verified by size, renamed)
// and as OpenSSH's `sftp put` does it. Both open a session of their own; the SHA-256 of every file is taken at the target.

const run = promisify(execFile);
const FILES = Number(process.env['FILES'] ?? 4);
const FILE_BYTES = Number(process.env['FILE_MB'] ?? 150) * 1_000_000;
const ROUNDS = Number(process.env['RUNS'] ?? 3);
const TARGET = 0.8;

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const sha256 = (file: string): Buffer => createHash('sha256').update(readFileSync(file)).digest();
const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
};

const sshd = await new SshdPeer().open();
const folder = mkdtempSync(path.join(os.tmpdir(), 'vod-offload-'));
const home = sshd.password ? path.join('/home', sshd.username) : folder;
const target = path.join(home, 'target');
try {
  chmodSync(folder, 0o711);
  const files = Array.from({ length: FILES }, (_, index) => path.join(folder, `chunk_${index}.mkv`));
  for (const file of files) writeFileSync(file, randomBytes(FILE_BYTES));
  const hashes = files.map(sha256);
  const keyFile = path.join(folder, 'key');
  writeFileSync(keyFile, sshd.privateKey, { mode: 0o600 });

  const empty = (): void => {
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target);
    if (sshd.password) execFileSync('chown', [sshd.username, target]);
  };
  const prove = (who: string): void => {
    for (const [index, file] of files.entries()) {
      const there = path.join(target, path.basename(file));
      if (!existsSync(there) || !sha256(there).equals(hashes[index]!)) throw new Error(`${who}: ${there} is not right`);
    }
  };

  const guard = new NetGuard(() => ({ loopback: true, linkLocal: false, private: false, allow: [], deny: [] }));
  const ours = async (): Promise<void> => {
    const sftp = await SftpSession.open(guard, {
      ...{ host: '127.0.0.1', port: sshd.port, username: sshd.username, privateKey: sshd.privateKey },
      scope: 'outbound',
      hostKeys: { find: async () => undefined, pin: async () => undefined },
    });
    for (const [index, localFile] of files.entries()) {
      await uploadChunk(
        { sftp, root: target },
        { localFile, remoteName: path.basename(localFile), bytes: FILE_BYTES, sha256: hashes[index]! },
        new AbortController().signal,
      );
    }
    sftp.close();
  };
  const peer = async (): Promise<void> => {
    const batch = path.join(folder, 'batch');
    writeFileSync(batch, files.map((file) => `put ${file} ${target}/${path.basename(file)}\n`).join(''));
    await run('sftp', [
      ...['-q', '-b', batch, '-P', String(sshd.port), '-i', keyFile, '-o', 'IdentitiesOnly=yes'],
      ...['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', `${sshd.username}@127.0.0.1`],
    ]);
  };

  const rates = { ours: [] as number[], peer: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [who, work] of Object.entries({ ours, peer })) {
      empty();
      const seconds = await secondsOf(work);
      prove(who);
      rates[who as keyof typeof rates].push((FILES * FILE_BYTES) / 1e6 / seconds);
    }
    console.log(
      `round ${round + 1}: ours ${rounded(rates.ours.at(-1)!)} MB/s, sftp put ${rounded(rates.peer.at(-1)!)} MB/s`,
    );
  }
  const ratio = rounded(median(rates.ours) / median(rates.peer));
  report({
    bench: 'vod-offload',
    ours: rounded(median(rates.ours)),
    peer: rounded(median(rates.peer)),
    ratio,
    unit: 'MB/s',
    target: TARGET,
    met: ratio >= TARGET,
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
  await sshd.close();
}
