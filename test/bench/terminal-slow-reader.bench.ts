import { fork } from 'node:child_process';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { TERMINAL_SUBPROTOCOL } from '#libs/contracts';
import { SshdPeer } from '../../libs/testing/src/peers/sshd.peer.js';
import { SessionLab } from '../../libs/testing/src/session-lab.js';
import { report } from './report.js';

const TARGET = { prompt_p99_ms: 100, buffered_bytes: 1024 * 1024 };

// `yes` against a reader of 5 MB/s: what a session buffers in the portal, and how long Ctrl-C takes until the reader
// has shown the prompt.

const READER_BYTES_PER_MS = 5_000;
const TRIALS = Number(process.env['TRIALS'] ?? 100);
const FLOOD_BYTES = 1_500_000;
const PROMPT = 'ready> ';

/** Shows what it got at 5 MB/s and confirms only what it has shown. */
class SlowReader {
  private queue: Buffer[] = [];
  private shown = 0;
  private tail = '';
  private last = performance.now();
  private found: (() => void) | undefined;

  constructor(private readonly ws: WebSocket) {
    ws.on('message', (data: Buffer, isBinary) => isBinary && this.queue.push(data));
    setInterval(() => this.show(), 2).unref();
  }

  prompt(): Promise<void> {
    this.tail = '';
    return new Promise((resolve) => (this.found = resolve));
  }

  /** Settles after so many bytes more. */
  async shows(bytes: number): Promise<void> {
    const target = this.shown + bytes;
    while (this.shown < target) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  private show(): void {
    const now = performance.now();
    let budget = (now - this.last) * READER_BYTES_PER_MS;
    this.last = now;
    const before = this.shown;
    while (budget > 0 && this.queue.length > 0) {
      const chunk = this.queue[0]!;
      const part = chunk.subarray(0, Math.ceil(budget));
      if (part.length === chunk.length) this.queue.shift();
      else this.queue[0] = chunk.subarray(part.length);
      budget -= part.length;
      this.shown += part.length;
      this.tail = (this.tail + part.subarray(-64).toString('latin1')).slice(-64);
      if (this.tail.endsWith(PROMPT) && this.found) {
        this.found();
        this.found = undefined;
      }
    }
    if (this.shown > before) this.ws.send(`{"type":"ack","offset":${this.shown}}`);
  }
}

const read = async (url: string): Promise<void> => {
  const ws = new WebSocket(url, [TERMINAL_SUBPROTOCOL], { perMessageDeflate: false });
  await once(ws, 'open');
  const reader = new SlowReader(ws);
  const first = reader.prompt();
  ws.send(Buffer.from(`PS1='rea''dy> '; PROMPT_COMMAND=; bind 'set enable-bracketed-paste off'\n`));
  await first;
  const times: number[] = [];
  for (let trial = 0; trial < TRIALS; trial++) {
    ws.send(Buffer.from('yes 0123456789012345678901234567890123456789\n'));
    await reader.shows(FLOOD_BYTES);
    const prompt = reader.prompt();
    const started = performance.now();
    ws.send(Buffer.from('\x03'));
    await prompt;
    times.push(performance.now() - started);
  }
  process.send!(times);
  ws.close();
};

const main = async (): Promise<void> => {
  const sshd = await new SshdPeer().open();
  const lab = await new SessionLab().open();
  lab.entries.set('box', {
    port: sshd.port,
    config: { username: sshd.username, auth_method: 'key' },
    secrets: { private_key: sshd.privateKey },
  });
  const reader = fork(process.argv[1]!, ['--read', lab.path('box', 'cols=80&rows=24').replace('http', 'ws')]);
  let maxBuffered = 0;
  const watch = setInterval(() => (maxBuffered = Math.max(maxBuffered, lab.bufferedBytes())), 1);
  const [times] = (await once(reader, 'message')) as [number[]];
  clearInterval(watch);
  await lab.close();
  await sshd.close();
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))]!);
  const ours = { prompt_p50_ms: at(0.5), prompt_p99_ms: at(0.99), prompt_max_ms: at(1), buffered_bytes: maxBuffered };
  const met = ours.prompt_p99_ms <= TARGET.prompt_p99_ms && ours.buffered_bytes <= TARGET.buffered_bytes;
  report({ bench: 'terminal-slow-reader', ours, peer: null, ratio: null, unit: 'ms, bytes', target: TARGET, met });
  process.exit();
};

if (process.argv[2] === '--read') await read(process.argv[3]!);
else await main();
