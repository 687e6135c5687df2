import type { Tunnel } from '../tunnel.js';
import type { Reporter, ReporterOptions } from './reporter.js';

/** One object a line: `time`, `event` (state, connection, problem), `name`, and the event's own fields. */
export class JsonReporter implements Reporter {
  constructor(private readonly options: Pick<ReporterOptions, 'out'>) {}

  attach(tunnel: Tunnel): void {
    const { name, target } = tunnel;
    tunnel.on('state', (status) => this.write('state', { name, target, ...status }));
    tunnel.on('connection', (event) => this.write('connection', { name, ...event }));
    tunnel.on('problem', (problem) => this.write('problem', { name, ...problem }));
  }

  async close(): Promise<void> {}

  private write(event: string, fields: object): void {
    this.options.out.write(`${JSON.stringify({ time: new Date().toISOString(), event, ...fields })}\n`);
  }
}
