import type { RoleName } from '#libs/config';
import type { Endpoint } from '#libs/net-guard';

/** Where and as what this process runs; what the launcher knows and the environment does not say. */
export class Installation {
  /** Set once the server listens. */
  private port: number | undefined;

  constructor(
    readonly version: string,
    readonly dataDir: string,
    readonly roles: readonly RoleName[],
    /** The portal's own database and Redis. */
    private readonly backends: readonly Endpoint[],
  ) {}

  listensOn(port: number): void {
    this.port = port;
  }

  /** Of the HTTP server of this process. */
  get listeningPort(): number | undefined {
    return this.port;
  }

  /** Never a target of a relayed connection. */
  ownEndpoints(): readonly Endpoint[] {
    return this.port === undefined ? this.backends : [...this.backends, { host: '0.0.0.0', port: this.port }];
  }
}

const DEFAULT_PORTS: Record<string, number> = {
  'postgres:': 5432,
  'postgresql:': 5432,
  'redis:': 6379,
  'rediss:': 6379,
};

export const endpointOf = ({ hostname, port, protocol }: URL): Endpoint => ({
  host: hostname,
  port: Number(port) || (DEFAULT_PORTS[protocol] ?? 0),
});
