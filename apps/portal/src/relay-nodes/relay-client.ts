import type { Duplex, Readable } from 'node:stream';

/** What a relay process has of one identity. Bytes are those of visitors, since the process started. */
export interface LeaseStats {
  identityKey: string;
  /** Reverse sessions that wait for a visitor. */
  ready: number;
  /** Visitors being served. */
  connections: number;
  /** From visitors. */
  bytesIn: number;
  /** To visitors. */
  bytesOut: number;
}

/** The request of a client that wants to become a reverse session, as it reached the api role. */
export interface ConnectRequest {
  accessToken: string | undefined;
  /** Of the client. */
  address: string;
  /** Whether it asked for an upgrade (protocol 8): the answer is 101, else 200. */
  isUpgrade: boolean;
}

/** A request to `/v1/sign`, as it reached the api role. */
export interface SignRequest {
  method: string;
  accessToken: string | undefined;
  contentType: string | undefined;
  body: Readable;
}

export interface SignAnswer {
  status: number;
  /** Those of HTTP that say what it is. */
  headers: Record<string, string>;
  body: Readable;
}

/** What a relay may have to hear of before it judges. */
export type NewsSubject = 'leases' | 'policy';

/** A relay process, as the other processes of the portal see it. */
export interface RelayClient {
  /**
   * Opens the public ports the lease has in the tables.
   * @throws DomainError relay.unavailable — it cannot be reached; request.invalid — a port cannot be opened
   */
  bindPorts(identityKey: string): Promise<void>;
  /**
   * Resolves when it judges by the leases, or the policy, that are committed by now: it hears of changes by itself, but a moment later.
   * @throws DomainError relay.unavailable
   */
  catchUp(subject: NewsSubject): Promise<void>;
  /** @throws DomainError relay.unavailable */
  stats(): Promise<LeaseStats[]>;
  /**
   * The stream that becomes the reverse session: its first bytes are the answer to the client.
   * @throws DomainError relay.unavailable
   */
  connect(request: ConnectRequest): Promise<Duplex>;
  /**
   * What it answers, whatever that is.
   * @throws DomainError relay.unavailable
   */
  sign(request: SignRequest): Promise<SignAnswer>;
}
