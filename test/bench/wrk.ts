import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { cpuSeconds } from './media-lab.js';

/** Any name is of this machine, also one that no name server knows. */
const SCRIPT = `function wrk.resolve(host, service) wrk.addrs = wrk.lookup('127.0.0.1', service) end
done = function(summary)
  local e = summary.errors
  io.write(string.format('\\n{"requests":%d,"bytes":%d,"duration":%d,"errors":%d}\\n', summary.requests, summary.bytes,
    summary.duration, e.connect + e.read + e.write + e.status + e.timeout))
end`;

interface Summary {
  requests: number;
  bytes: number;
  /** Microseconds. */
  duration: number;
  /** Connections refused, reads and writes failed, statuses above 399, answers late by 2 s. */
  errors: number;
}

export interface Rate {
  /** Requests a second. */
  rate: number;
  /** Microseconds of the server's processor a request. */
  cost: number;
}

export interface Load {
  url: string;
  /** Of the server. */
  pid: number;
  /** Of the load. */
  core: number | string;
  connections: number;
  seconds: number;
}

/** As much as wrk can ask by one thread. @throws when anything was refused, cut or late */
export const loadOf = async (load: Load): Promise<Rate & { requests: number; bytesEach: number }> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'portal-bench-wrk-'));
  const script = path.join(folder, 'report.lua');
  writeFileSync(script, SCRIPT);
  try {
    const before = cpuSeconds(load.pid);
    const flags = ['-t1', `-c${load.connections}`, `-d${load.seconds}s`, '-s', script, load.url];
    const { stdout } = await promisify(execFile)('taskset', ['-c', String(load.core), 'wrk', ...flags]);
    const used = cpuSeconds(load.pid) - before;
    const { requests, bytes, duration, errors } = JSON.parse(stdout.trim().split('\n').at(-1)!) as Summary;
    if (errors > 0) throw new Error(`${load.url}: ${errors} errors`);
    return { rate: requests / (duration / 1e6), cost: (used * 1e6) / requests, requests, bytesEach: bytes / requests };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
