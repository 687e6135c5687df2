import type { Problem } from '../problem.js';
import type { RelayStatus } from '../relay-status.js';
import type { Tunnel } from '../tunnel.js';
import { paint, STATE_WORDS, type Style } from './paint.js';
import type { Reporter, ReporterOptions } from './reporter.js';

/** Plain lines for logs and pipes: states and problems, not every connection. */
export class LineReporter implements Reporter {
  constructor(private readonly options: ReporterOptions) {}

  attach(tunnel: Tunnel): void {
    tunnel.on('state', (status) => this.state(tunnel, status));
    tunnel.on('problem', (problem) => this.problem(tunnel, problem));
  }

  async close(): Promise<void> {}

  private state(tunnel: Tunnel, { relay, state, publicUrl, tcpAddress, udpAddress }: RelayStatus): void {
    const { words, style } = STATE_WORDS[state];
    const isOnline = state === 'online';
    const places = [publicUrl, tcpAddress && `tcp ${tcpAddress}`, udpAddress && `udp ${udpAddress}`].filter(Boolean);
    this.line(tunnel.name, words, style, isOnline ? `${places.join(', ')} -> ${tunnel.target}` : relay);
  }

  private problem(tunnel: Tunnel, { message, relay, final }: Problem): void {
    this.line(
      tunnel.name,
      final ? 'error' : 'problem',
      final ? 'red' : 'yellow',
      `${message}${relay ? ` [${relay}]` : ''}`,
    );
  }

  private line(name: string, word: string, style: Style, rest: string): void {
    const { out, color } = this.options;
    out.write(`${new Date().toISOString()} ${paint(name, 'bold', color)} ${paint(word, style, color)}: ${rest}\n`);
  }
}
