import type { CertificateStore, StoredCertificate } from '../certificate-store.js';
import type { CertificateProvider, ServedCertificate } from '../served-certificate.js';

export interface AcmeCertificatesOptions {
  store: CertificateStore;
  hosts: string[];
  /** What is served until the first certificate is there. */
  fallback: CertificateProvider;
  newKey(): Promise<string>;
  /** @returns the chain, PEM */
  order(hosts: string[], keyPem: string, accountKey: string): Promise<string>;
  /** When the certificate of a chain ends. */
  notAfterOf(chainPem: string): Date;
  /** Runs the work unless another process does already; undefined then. */
  alone<T>(work: () => Promise<T>): Promise<T | undefined>;
  onError(error: unknown): void;
  now?: () => number;
}

const DAY_MS = 24 * 3_600_000;
const RENEW_MS = 30 * DAY_MS;
/** After an order that failed. Servers count failures by the hour. */
const REST_MS = { first: 60_000, max: 6 * 3_600_000 };

/** Certificates of an ACME server, renewed when a month is left; all relays share the one in the tables. */
export class AcmeCertificates implements CertificateProvider {
  private rest = REST_MS.first;
  private notBefore = 0;
  private ordering: Promise<void> | undefined;

  constructor(private readonly options: AcmeCertificatesOptions) {}

  async load(): Promise<ServedCertificate> {
    return (await this.stored()) ?? this.options.fallback.load();
  }

  /** Orders in the background: what is served stays meanwhile. */
  async renew(served: ServedCertificate): Promise<ServedCertificate | null> {
    const stored = await this.stored();
    if (this.isDue(stored)) this.ordering ??= this.order().finally(() => (this.ordering = undefined));
    return stored && stored.chainPem !== served.chainPem ? stored : null;
  }

  /** For tests and for ends: resolves when no order is under way. */
  async settled(): Promise<void> {
    await this.ordering;
  }

  private async order(): Promise<void> {
    const { alone, hosts, store, newKey, order, notAfterOf } = this.options;
    try {
      await alone(async () => {
        if (!this.isDue(await this.stored())) return;
        const [account, keyPem] = [await this.accountKey(), await newKey()];
        const chainPem = await order(hosts, keyPem, account);
        await store.replace('acme', { source: 'acme', hosts, chainPem, keyPem, notAfter: notAfterOf(chainPem) });
      });
      this.rest = REST_MS.first;
    } catch (error) {
      this.notBefore = this.now() + this.rest;
      this.rest = Math.min(REST_MS.max, this.rest * 2);
      this.options.onError(error);
    }
  }

  /** One that has not ended and is for the names of today. */
  private async stored(): Promise<StoredCertificate | null> {
    const stored = await this.options.store.find('acme');
    const isRight = stored?.notAfter && stored.notAfter.getTime() > this.now() && this.isForAll(stored.hosts);
    return isRight ? stored : null;
  }

  private isForAll(hosts: string[]): boolean {
    return this.options.hosts.every((host) => hosts.includes(host));
  }

  private isDue(stored: StoredCertificate | null): boolean {
    if (this.now() < this.notBefore) return false;
    return !stored || stored.notAfter!.getTime() - this.now() < RENEW_MS;
  }

  private async accountKey(): Promise<string> {
    const { store, newKey } = this.options;
    const known = await store.find('acme-account');
    if (known) return known.keyPem;
    const fresh = { source: 'acme' as const, hosts: [], chainPem: '', keyPem: await newKey(), notAfter: null };
    return (await store.add('acme-account', fresh)).keyPem;
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }
}
