import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../libs/testing/src/peers/free-port.js';
import { testPicture, testTone } from '../../libs/testing/src/peers/test-card.js';
import { type StartedPortal, startBuiltPortal } from '../journeys/portal.js';

const ADMIN = { username: 'bench', password: 'bench-password-of-twenty' };
/** Clock ticks a second: 100 on every Linux this runs on. */
const TICKS = 100;

export interface LabStream {
  id: number;
  key: string;
  playback: string;
}

/** The built portal with its media process pinned to the first core; everything else is for the second. */
export class MediaLab {
  private readonly children: ChildProcess[] = [];
  private token = '';

  private constructor(
    readonly portal: StartedPortal,
    private readonly rtmpPort: number,
    readonly mediaPid: number,
  ) {}

  static async open(env: Record<string, string> = {}): Promise<MediaLab> {
    const rtmpPort = await freePort();
    const portal = await startBuiltPortal({
      env: {
        PORTAL_ADMIN_USERNAME: ADMIN.username,
        PORTAL_ADMIN_PASSWORD: ADMIN.password,
        PORTAL_RATE_LIMITS: 'off',
        PORTAL_NET_ALLOW: '127.0.0.1/32',
        PORTAL_LOG_LEVEL: 'warn',
        RTMP_PLAIN_ENABLED: 'on',
        PORTAL_RTMP_PORT: String(rtmpPort),
        ...env,
      },
    });
    const lab = new MediaLab(portal, rtmpPort, mediaPidOf(portal.pid));
    await pin(0, portal.pid, lab.mediaPid);
    await pin(1, process.pid);
    lab.token = (await lab.call('POST', '/api/token', ADMIN)).token as string;
    return lab;
  }

  async call(method: string, pathname: string, body?: object): Promise<Record<string, unknown>> {
    return (await (await this.request(method, pathname, body)).json()) as Record<string, unknown>;
  }

  /** @throws Error when it is refused */
  async request(method: string, pathname: string, body?: object): Promise<Response> {
    const response = await fetch(new URL(pathname, this.portal.url), {
      method,
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${pathname}: ${response.status} ${await response.text()}`);
    return response;
  }

  async makeStream(): Promise<LabStream> {
    const made = await this.call('POST', '/api/streams', { title: 'Bench', rtmp_enabled: true });
    return { id: made['id'] as number, key: made['stream_key'] as string, playback: made['playback_key'] as string };
  }

  /** Where to publish once. */
  async rtmpAddress({ id }: LabStream): Promise<string> {
    const { token } = await this.call('POST', `/api/streams/${id}/rtmp-token`);
    return `rtmp://127.0.0.1:${this.rtmpPort}/live/${token as string}`;
  }

  /** Sends the clip over and over, in real time, over plain RTMP. */
  async publish(stream: LabStream, clip: string): Promise<ChildProcess> {
    const child = sendClip(clip, await this.rtmpAddress(stream));
    this.children.push(child);
    return child;
  }

  /** Resolves once viewers get in. */
  async onAir({ id }: LabStream): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
      if ((await this.call('GET', `/api/streams/${id}`))['is_live'] === 1) return;
      await delay(100);
    }
    throw new Error('no broadcast');
  }

  /** To an RTMP server on this host. */
  async addRelay({ id }: LabStream, port: number, key: string): Promise<void> {
    const target = { platform: 'custom', name: key, rtmp_url: `rtmp://127.0.0.1:${port}/live`, stream_key: key };
    await this.call('POST', `/api/streams/${id}/relays`, target);
  }

  url(playback: string, file: string): string {
    return `${this.portal.url}/api/stream/${playback}/hls/${file}`;
  }

  /** Resolves to the address of the media playlist, with a viewer's pass, once there are segments. */
  async playlistUrl(playback: string): Promise<string> {
    for (let tries = 0; tries < 300; tries++) {
      const response = await fetch(this.url(playback, 'index.m3u8'));
      if (response.ok) {
        const line = (await response.text()).trim().split('\n').at(-1)!;
        const address = new URL(line, this.url(playback, 'index.m3u8')).href;
        if ((await (await fetch(address)).text()).includes('#EXTINF')) return address;
      }
      await delay(100);
    }
    throw new Error('no playlist');
  }

  async close(): Promise<void> {
    for (const child of this.children) child.kill('SIGKILL');
    await this.portal.stop();
  }
}

/** Sends the clip over and over, in real time, from the second core. */
export const sendClip = (clip: string, address: string): ChildProcess => {
  const input = ['-nostdin', '-loglevel', 'error', '-re', '-stream_loop', '-1', '-i', clip];
  const args = ['-c', '1', 'ffmpeg', ...input, '-c', 'copy', '-f', 'flv', address];
  return spawn('taskset', args, { stdio: ['ignore', 'ignore', 'inherit'] });
};

/** CPU seconds a process and its threads have used. */
export const cpuSeconds = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
};

/** Megabytes. */
export const rssOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

export const pin = async (core: number | string, ...pids: number[]): Promise<void> => {
  for (const pid of pids)
    await once(spawn('taskset', ['-a', '-c', '-p', String(core), String(pid)], { stdio: 'ignore' }), 'close');
};

/** A clip of 20 s with a key frame every 2 s, made once a machine. Bits a second are of the video. */
export const clipOf = (name: string, size: string, bitrate: string, extra: readonly string[] = []): string => {
  const folder = path.join(os.tmpdir(), 'portal-bench-clips');
  const file = path.join(folder, `${name}.flv`);
  mkdirSync(folder, { recursive: true });
  if (existsSync(file)) return file;
  const input = [...testPicture({ size }), ...testTone()];
  const rate = [
    '-b:v',
    bitrate,
    '-minrate',
    bitrate,
    '-maxrate',
    bitrate,
    '-bufsize',
    bitrate,
    '-x264-params',
    'nal-hrd=cbr',
  ];
  const codecs = [
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-g',
    '60',
    '-bf',
    '0',
    '-pix_fmt',
    'yuv420p',
    '-c:a',
    'aac',
    '-b:a',
    '128k',
  ];
  execFileSync('ffmpeg', ['-y', '-loglevel', 'error', ...input, ...codecs, ...rate, ...extra, '-t', '20', file]);
  return file;
};

const mediaPidOf = (parent: number): number => {
  const lines = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const found = lines.map((line) => new RegExp(`^\\s*(\\d+)\\s+${parent}\\s.*media\\.js`).exec(line)).find(Boolean);
  if (!found) throw new Error('the portal has no media process');
  return Number(found[1]);
};
