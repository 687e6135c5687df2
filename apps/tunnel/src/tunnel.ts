import { EventEmitter } from 'node:events';
import type { ConnectionEvent } from './callers.js';
import { type ExposeOptions, type Exposure, readExposure } from './exposure.js';
import { identityFileOf, openIdentity, type StoredIdentity } from './identity-file.js';
import type { Problem } from './problem.js';
import { RelayLink } from './relay-link.js';
import type { RelayStatus } from './relay-status.js';
import { formatTarget } from './target.js';

export interface TunnelEvents {
  state: [RelayStatus];
  connection: [ConnectionEvent];
  problem: [Problem];
}

/** No relay serves, and none will: every one has refused for good. */
export class TunnelRefused extends Error {
  override readonly name = 'TunnelRefused';

  constructor(readonly problems: Problem[]) {
    super(problems.map(({ relay, message }) => `${relay}: ${message}`).join('\n'));
  }
}

/** One local service, published at one or several relays. */
export class Tunnel extends EventEmitter<TunnelEvents> {
  readonly name: string;
  readonly target: string;
  /** Settles when every link is over. */
  readonly done: Promise<void>;
  private readonly links: RelayLink[];

  private constructor(
    exposure: Exposure,
    readonly identity: StoredIdentity,
  ) {
    super();
    this.name = identity.name;
    this.target = formatTarget(exposure.target);
    this.links = exposure.relays.map(
      (relay) =>
        new RelayLink({
          ...{ relay, exposure, identity },
          onState: (status) => this.emit('state', status),
          onConnection: (event) => this.emit('connection', event),
          onProblem: (problem) => this.emit('problem', problem),
        }),
    );
    this.done = Promise.all(this.links.map((link) => link.done)).then(() => undefined);
  }

  /**
   * Starts and returns at once; listeners attached in the same turn miss nothing.
   * @throws ExposureError, IdentityError
   */
  static async open(options: ExposeOptions): Promise<Tunnel> {
    const exposure = readExposure(options);
    const { name } = exposure;
    const file = exposure.identityFile ?? identityFileOf(name ?? 'default');
    return new Tunnel(exposure, await openIdentity({ file, ...(name !== undefined && { name }) }));
  }

  /** Of the relays that serve now. */
  get publicUrls(): string[] {
    return this.statuses.flatMap(({ state, publicUrl }) => (state === 'online' && publicUrl ? [publicUrl] : []));
  }

  get statuses(): RelayStatus[] {
    return this.links.map((link) => link.status);
  }

  /**
   * Resolves when the first relay serves.
   * @throws TunnelRefused; the signal's reason
   */
  ready(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (then: () => void): void => {
        this.off('state', check);
        signal?.removeEventListener('abort', check);
        then();
      };
      const check = (): void => {
        const { statuses } = this;
        if (signal?.aborted) settle(() => reject(signal.reason as Error));
        else if (statuses.some(({ state }) => state === 'online')) settle(resolve);
        else if (statuses.every(({ state }) => state === 'refused' || state === 'closed')) {
          const problems = statuses.flatMap(({ problem }) => problem ?? []);
          settle(() => reject(new TunnelRefused(problems)));
        }
      };
      this.on('state', check);
      signal?.addEventListener('abort', check);
      check();
    });
  }

  /** Gives the name back at every relay and ends every connection. */
  async close(): Promise<void> {
    await Promise.all(this.links.map((link) => link.close()));
  }
}
