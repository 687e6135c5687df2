import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startBuiltPortal, type StartedPortal } from '../../journeys/portal.js';

const ADMIN = { username: 'harbourmaster', password: 'lanterns over the quay' };

/** The product as it is started, on one data folder and one set of ports over all its restarts. */
export class PortalUnderTest {
  private portal: StartedPortal | undefined;
  private token = '';

  constructor(
    readonly folder: string,
    readonly rtmpsPort: number,
  ) {}

  async start(): Promise<void> {
    this.portal = await startBuiltPortal({
      dataDir: this.folder,
      env: {
        PORTAL_ADMIN_USERNAME: ADMIN.username,
        PORTAL_ADMIN_PASSWORD: ADMIN.password,
        PORTAL_RATE_LIMITS: 'off',
        PORTAL_NET_ALLOW: '127.0.0.1/32',
        PORTAL_LOG_LEVEL: process.env['PORTAL_LOG_LEVEL'] ?? 'fatal',
        PORTAL_RTMPS_PORT: String(this.rtmpsPort),
      },
    });
    if (this.token === '') this.token = (await this.call('POST', '/api/token', ADMIN)).token as string;
  }

  async call(method: string, pathname: string, body?: object): Promise<Record<string, unknown>> {
    const response = await fetch(new URL(pathname, this.portal!.url), {
      method,
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${pathname}: ${response.status} ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  }

  /** A playlist, or nothing while there is none. */
  async playlist(playback: string): Promise<string> {
    try {
      const base = `/api/stream/${playback}/hls/`;
      const response = await fetch(new URL(`${base}stream.m3u8`, this.portal!.url));
      return response.ok ? await response.text() : '';
    } catch {
      return '';
    }
  }

  killEngine(): void {
    const children = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
    const isOurs = new RegExp(`^\\s*(\\d+)\\s+${this.portal!.pid}\\s.*media\\.js`);
    for (const line of children) {
      const [, pid] = isOurs.exec(line) ?? [];
      if (pid) process.kill(Number(pid), 'SIGKILL');
    }
  }

  /** The api and the worker, and the database with them. */
  async killPortal(): Promise<void> {
    await this.portal!.kill();
    await this.databaseIsGone();
    await this.start();
  }

  /** The portal ends with it; whoever runs it starts it again. */
  async killDatabase(): Promise<void> {
    const { portal } = this;
    process.kill(this.databasePid()!, 'SIGKILL');
    await portal!.ended();
    await this.start();
  }

  async stop(): Promise<void> {
    await this.portal?.stop();
  }

  private databasePid(): number | undefined {
    try {
      return Number(readFileSync(path.join(this.folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    } catch {
      return undefined;
    }
  }

  private async databaseIsGone(): Promise<void> {
    for (let tries = 0; tries < 200 && this.databasePid() !== undefined; tries++) await delay(50);
  }
}
