import { Injectable } from '@nestjs/common';
import { RelayIdentity } from '../relay-identity/index.js';
import { CertificateStore, type StoredCertificate } from './certificate-store.js';
import { issueAuthority, issueLeaf, LEAF_DAYS } from './issue.js';
import type { CertificateProvider, ServedCertificate } from './served-certificate.js';

/** A leaf is replaced when a third of its life is left. */
const RENEW_MS = (LEAF_DAYS / 3) * 24 * 3_600_000;
const LOCAL_HOSTS = ['localhost', '*.localhost', '127.0.0.1', '::1'];

/**
 * An authority of our own, for hosts nobody else would certify. Clients of a local relay pin what it presents, so its
 * chain has the authority in it.
 */
@Injectable()
export class LocalAuthority implements CertificateProvider {
  constructor(
    private readonly store: CertificateStore,
    private readonly relay: RelayIdentity,
  ) {}

  async load(): Promise<ServedCertificate> {
    const stored = await this.store.find('relay');
    if (stored && this.isRight(stored)) return stored;
    return stored ? this.reissue() : this.store.add('relay', await this.issue());
  }

  async renew(served: ServedCertificate): Promise<ServedCertificate | null> {
    const stored = await this.load();
    return stored.chainPem === served.chainPem ? null : stored;
  }

  private isRight({ source, hosts, notAfter }: StoredCertificate): boolean {
    const lasts = notAfter !== null && notAfter.getTime() - Date.now() > RENEW_MS;
    return source === 'local' && lasts && this.hosts.every((host) => hosts.includes(host));
  }

  private async reissue(): Promise<StoredCertificate> {
    await this.store.replace('relay', await this.issue());
    // Another process may have been faster.
    return (await this.store.find('relay'))!;
  }

  private async issue(): Promise<StoredCertificate> {
    const authority = await this.authority();
    const leaf = await issueLeaf(
      { certPem: authority.chainPem, keyPem: authority.keyPem, notAfter: authority.notAfter! },
      this.hosts,
    );
    const { keyPem, notAfter } = leaf;
    return { source: 'local', hosts: this.hosts, chainPem: leaf.certPem + authority.chainPem, keyPem, notAfter };
  }

  private async authority(): Promise<StoredCertificate> {
    const stored = await this.store.find('local-authority');
    if (stored) return stored;
    const { certPem, keyPem, notAfter } = await issueAuthority('Open Relay Portal local authority');
    return this.store.add('local-authority', { source: 'local', hosts: [], chainPem: certPem, keyPem, notAfter });
  }

  private get hosts(): string[] {
    const { rootHost, isLocal } = this.relay;
    return [...new Set([rootHost, `*.${rootHost}`, ...(isLocal ? LOCAL_HOSTS : [])])];
  }
}
