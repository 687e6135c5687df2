import type { Tunnel } from '../tunnel.js';
import type { Reporter, ReporterOptions } from './reporter.js';

/** One object a line: `time`, `event` (state, connection, problem), `name`, and the event's own fields. */
export class JsonReporter implements Reporter {
  private isGathering = false;

  constructor(private readonly options: Pick<ReporterOptions, 'out'>) {}

  attach(tunnel: Tunnel): void {
    const { name, target } = tunnel;
    tunnel.on('state', (status) => this.write('state', { name, target, ...status }));
    tunnel.on('connection', (event) => this.write('connection', { name, ...event }));
    tunnel.on('problem', (problem) => this.write('problem', { name, ...problem }));
  }

  async close(): Promise<void> {
    this.flush();
  }

  /** The lines of one turn of the loop leave in one piece: a burst of callers has thousands. */
  private write(event: string, fields: object): void {
    if (!this.isGathering) {
      this.isGathering = true;
      this.options.out.cork();
      setImmediate(this.flush);
    }
    this.options.out.write(`${JSON.stringify({ time: new Date().toISOString(), event, ...fields })}\n`);
  }

  private readonly flush = (): void => {
    if (!this.isGathering) return;
    this.isGathering = false;
    this.options.out.uncork();
  };
}
