import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../libs/testing/src/peers/free-port.js';
import type { Negotiate } from './webrtc-crowd.js';

/** Debian's package janus. */
export const JANUS = '/usr/bin/janus';

const MOUNTPOINT = 1;
const POLL_MS = 20_000;

interface JanusMessage {
  janus: string;
  data?: { id: number };
  jsep?: { type: string; sdp: string };
  error?: { reason: string };
}

/** Janus on the first core: its streaming plugin sends on what comes by RTP. */
export class JanusPeer {
  private constructor(
    private readonly folder: string,
    private readonly server: ChildProcess,
    private readonly url: string,
    /** Where H.264 goes. */
    readonly rtpPort: number,
  ) {}

  static async open(): Promise<JanusPeer> {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'portal-bench-janus-'));
    const [httpPort, rtpPort] = [await freePort(), await freePort()];
    const settings = {
      janus: `general: { debug_level = 2, session_timeout = 0
        plugins_folder = "/usr/lib/x86_64-linux-gnu/janus/plugins"
        transports_folder = "/usr/lib/x86_64-linux-gnu/janus/transports" }
        nat: { ice_lite = true }
        plugins: { disable = "${OTHER_PLUGINS.map((name) => `libjanus_${name}.so`).join(',')}" }
        transports: { disable = "${OTHER_TRANSPORTS.map((name) => `libjanus_${name}.so`).join(',')}" }`,
      'transport.http': `general: { json = "compact", base_path = "/janus", http = true, port = ${httpPort}, ip = "127.0.0.1" }
        admin: { admin_http = false }`,
      'plugin.streaming': `bench: { type = "rtp", id = ${MOUNTPOINT}, audio = false, video = true
        videoport = ${rtpPort}, videopt = 108, videocodec = "h264"
        videofmtp = "profile-level-id=42e01f;packetization-mode=1" }`,
    };
    for (const [name, text] of Object.entries(settings))
      writeFileSync(path.join(folder, name === 'janus' ? 'janus.jcfg' : `janus.${name}.jcfg`), text);
    const args = ['-c', '0', JANUS, '-F', folder, '-C', path.join(folder, 'janus.jcfg')];
    const server = spawn('taskset', args, { stdio: 'ignore' });
    const peer = new JanusPeer(folder, server, `http://127.0.0.1:${httpPort}/janus`, rtpPort);
    await peer.answers();
    return peer;
  }

  get pid(): number {
    return this.server.pid!;
  }

  readonly negotiate: Negotiate = async (_native, connection, watch) => {
    const session = `${this.url}/${(await this.ask(this.url, { janus: 'create' })).data!.id}`;
    const attached = await this.ask(session, { janus: 'attach', plugin: 'janus.plugin.streaming' });
    const handle = `${session}/${attached.data!.id}`;
    await this.ask(handle, { janus: 'message', body: { request: 'watch', id: MOUNTPOINT } });
    connection.onTrack(watch);
    connection.setRemoteDescription(
      (await this.event(session, ({ jsep }) => jsep?.type === 'offer')).jsep!.sdp,
      'offer',
    );
    connection.setLocalDescription('answer');
    while (connection.gatheringState() !== 'complete') await delay(5);
    const { sdp } = connection.localDescription()!;
    await this.ask(handle, { janus: 'message', body: { request: 'start' }, jsep: { type: 'answer', sdp } });
  };

  async close(): Promise<void> {
    this.server.kill('SIGKILL');
    await once(this.server, 'exit');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<void> {
    for (let tries = 0; tries < 100; tries++) {
      if (await fetch(`${this.url}/info`).catch(() => undefined)) return;
      await delay(100);
    }
    throw new Error('Janus does not answer');
  }

  private async ask(url: string, message: object): Promise<JanusMessage> {
    const body = JSON.stringify({ ...message, transaction: 'bench' });
    const answer = (await (await fetch(url, { method: 'POST', body })).json()) as JanusMessage;
    if (answer.error) throw new Error(`Janus: ${answer.error.reason}`);
    return answer;
  }

  private async event(session: string, isWanted: (message: JanusMessage) => boolean): Promise<JanusMessage> {
    for (;;) {
      const response = await fetch(session, { signal: AbortSignal.timeout(POLL_MS) });
      const message = (await response.json()) as JanusMessage;
      if (isWanted(message)) return message;
    }
  }
}

const OTHER_PLUGINS = [
  ...['audiobridge', 'duktape', 'echotest', 'lua', 'nosip', 'recordplay', 'sip', 'textroom', 'videocall', 'videoroom'],
  'voicemail',
];
const OTHER_TRANSPORTS = ['mqtt', 'nanomsg', 'pfunix', 'rabbitmq', 'websockets'];
