import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface PortalOptions {
  /** Kept when given, so that a second start finds it; otherwise fresh and removed by `stop`. */
  dataDir?: string;
  env?: Record<string, string>;
  flags?: string[];
}

export interface StartedPortal {
  url: string;
  /** For the first administrator; undefined once there is one. */
  setupCode: string | undefined;
  dataDir: string;
  pid: number;
  /** Everything printed so far. */
  output(): string;
  /** As Ctrl-C would; resolves with the exit status. */
  stop(): Promise<number | null>;
  /** As a power cut would, as far as a process goes. */
  kill(): Promise<void>;
  /** Settles when it has ended by itself. */
  ended(): Promise<unknown>;
}

/** Whatever else publishes on this machine keeps the usual ports. */
const FREE_PORTS = {
  SNI_PORT: '0',
  PORTAL_RTMP_PORT: '0',
  PORTAL_RTMPS_PORT: '0',
  PORTAL_RTSPS_PORT: '0',
  PORTAL_WEBRTC_PORT: '0',
};

const START_SCRIPT = path.resolve(import.meta.dirname, '../../scripts/start.mjs');

/**
 * Runs the product as a person does: the start script, any free port, an own data folder.
 * @throws Error with the whole output when it ends before it is ready
 */
export const startBuiltPortal = async ({ dataDir, env, flags = [] }: PortalOptions = {}): Promise<StartedPortal> => {
  const folder = dataDir ?? (await mkdtemp(path.join(tmpdir(), 'portal-journey-')));
  const args = [START_SCRIPT, '--port=0', '--host=127.0.0.1', `--data-dir=${folder}`, ...flags];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...FREE_PORTS, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => void child.once('close', resolve));

  let output = '';
  let setupCode: string | undefined;
  const url = await new Promise<string>((resolve, reject) => {
    const keep = (line: string): void => {
      output += `${line}\n`;
      setupCode = /setup code (\S+)/.exec(line)?.[1] ?? setupCode;
      const ready = /^Portal is ready: (\S+)/.exec(line);
      if (ready) resolve(ready[1]!);
    };
    createInterface(child.stdout).on('line', keep);
    createInterface(child.stderr).on('line', keep);
    void exited.then((status) => reject(new Error(`The portal ended with status ${status}:\n${output}`)));
  });

  const clean = async (): Promise<void> => {
    if (!dataDir) await rm(folder, { recursive: true, force: true });
  };
  return {
    url,
    setupCode,
    dataDir: folder,
    pid: child.pid!,
    output: () => output,
    async stop() {
      child.kill('SIGTERM');
      const status = await exited;
      await clean();
      return status;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    ended: () => exited,
  };
};
