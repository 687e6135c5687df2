import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { randomToken } from '#libs/crypto';
import { eventually, freePort } from '#libs/testing';
import { MediaCertificate } from '../media-certificate.js';

const CONFIG = path.join(import.meta.dirname, '../../../../../../docker/mediamtx.yml');
const PORTS = ['api', 'rtmp', 'rtmps', 'rtsp', 'rtsps', 'hls', 'webrtc', 'udp', 'hook', 'feed'] as const;

/** A real MediaMTX with the configuration that is shipped, on ports of its own. `MEDIAMTX_PATH` names the program. */
export class MediaMtxPeer {
  readonly program = process.env['MEDIAMTX_PATH'];
  private readonly secret = randomToken(24);
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'mediamtx-'));
  private ports: Record<(typeof PORTS)[number], number>;
  private process: ChildProcess;
  private output = '';

  async open(): Promise<this> {
    this.ports = Object.fromEntries(await Promise.all(PORTS.map(async (name) => [name, await freePort()]))) as never;
    await MediaCertificate.open({ files: null, dataDir: this.folder, host: 'localhost' });
    await this.start();
    return this;
  }

  /** Configuration of the portal. */
  get portalEnv(): Record<string, string> {
    const { ports, secret } = this;
    return {
      MEDIA_ENGINE: 'mediamtx',
      MEDIAMTX_API_URL: `http://127.0.0.1:${ports.api}`,
      MEDIAMTX_HLS_URL: `http://127.0.0.1:${ports.hls}`,
      MEDIAMTX_WEBRTC_URL: `http://127.0.0.1:${ports.webrtc}`,
      MEDIAMTX_SECRET: secret,
      MEDIAMTX_HOOK_PORT: String(ports.hook),
      MEDIAMTX_FEED_PORT: String(ports.feed),
      PORTAL_RTMP_PORT: String(ports.rtmp),
      PORTAL_RTMPS_PORT: String(ports.rtmps),
      PORTAL_RTSPS_PORT: String(ports.rtsps),
      PORTAL_WEBRTC_PORT: String(ports.udp),
    };
  }

  get hlsUrl(): string {
    return `http://127.0.0.1:${this.ports.hls}`;
  }

  get webRtcUrl(): string {
    return `http://127.0.0.1:${this.ports.webrtc}`;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${this.ports.api}`;
  }

  get feedUrl(): string {
    return `rtmp://127.0.0.1:${this.ports.feed}`;
  }

  async close(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill('SIGKILL');
      await once(this.process, 'exit');
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async start(): Promise<void> {
    const { ports, secret } = this;
    const at = (port: number): string => `127.0.0.1:${port}`;
    const [key, cert] = [path.join(this.folder, 'media.key'), path.join(this.folder, 'media.crt')];
    this.process = spawn(this.program!, [CONFIG], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        MTX_LOGLEVEL: 'info',
        MTX_AUTHHTTPADDRESS: `http://mediamtx:${secret}@${at(ports.hook)}/`,
        MTX_HLSCDNSECRET: secret,
        MTX_PATHDEFAULTS_FORWARD_0_DEST: `rtmp://${at(ports.feed)}/$MTX_PATH.${secret}`,
        MTX_APIADDRESS: at(ports.api),
        MTX_RTMPADDRESS: at(ports.rtmp),
        MTX_RTMPSADDRESS: at(ports.rtmps),
        MTX_RTSPADDRESS: at(ports.rtsp),
        MTX_RTSPSADDRESS: at(ports.rtsps),
        MTX_HLSADDRESS: at(ports.hls),
        MTX_WEBRTCADDRESS: at(ports.webrtc),
        MTX_WEBRTCLOCALUDPADDRESS: at(ports.udp),
        MTX_WEBRTCIPSFROMINTERFACES: 'no',
        MTX_WEBRTCADDITIONALHOSTS: '127.0.0.1',
        ...{ MTX_RTMPSERVERKEY: key, MTX_RTMPSERVERCERT: cert, MTX_RTSPSERVERKEY: key, MTX_RTSPSERVERCERT: cert },
      },
    });
    for (const stream of [this.process.stdout!, this.process.stderr!]) {
      stream.on('data', (text: Buffer) => (this.output += text.toString()));
    }
    await eventually('MediaMTX', async () => {
      if (this.process.exitCode !== null) throw new Error(`MediaMTX ended: ${this.output}`);
      return this.output.includes('[API] ');
    });
  }
}
