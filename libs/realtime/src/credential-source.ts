import type { IncomingHttpHeaders } from 'node:http';

/** What a request offers to prove who sent it; the same for REST, upgrades and the live road. */
export interface CredentialSource {
  method: string;
  ip: string;
  headers: IncomingHttpHeaders;
  query: URLSearchParams;
}

/** `P` is the application's principal. */
export interface Authenticator<P> {
  /**
   * Null without a credential. A cookie counts only with an origin of the portal itself.
   * @throws DomainError auth.expired, account.disabled, request.forgery
   */
  authenticate(source: CredentialSource): Promise<P | null>;
}

/** Who may connect at all; the application binds it to its configuration and its limits. */
export interface UpgradeAdmission<P> {
  /** The address of the client, proxies considered. */
  clientIp(headers: IncomingHttpHeaders, peer: string): string;
  /** Counts one attempt of an address. @throws DomainError rate.exceeded */
  admitIp(ip: string): Promise<void>;
  /** Takes one of the principal's places for an open socket. @throws DomainError rate.exceeded */
  acquire(principal: P): Promise<Release>;
}

/** Gives a place back; calling it again does nothing. */
export type Release = () => void;
