import { X509Certificate } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PortalConfig } from '#libs/config';
import { ADVISORY_LOCKS } from '#libs/database';
import { NetGuard } from '#libs/net-guard';
import type { Log } from '#libs/telemetry';
import { LOG } from '../boundary/log.js';
import { RelayIdentity } from '../relay-identity/index.js';
import { AcmeCertificates } from './acme/acme-certificates.js';
import { newAcmeKey, orderCertificate } from './acme/acme-order.js';
import { CloudflareDns } from './acme/cloudflare-dns.js';
import type { DnsProvider } from './acme/dns-provider.js';
import { WebhookDns } from './acme/webhook-dns.js';
import { CertificateFiles } from './certificate-files.js';
import { CertificateStore } from './certificate-store.js';
import { LocalAuthority } from './local-authority.js';
import type { CertificateProvider } from './served-certificate.js';

/** How long DNS records take to be seen everywhere. */
const PROPAGATION_MS = 30_000;

/** Where the certificate comes from, by the configuration: files, ACME, an authority of our own. */
@Injectable()
export class CertificateProviders {
  constructor(
    private readonly config: PortalConfig,
    private readonly relay: RelayIdentity,
    private readonly guard: NetGuard,
    private readonly store: CertificateStore,
    private readonly authority: LocalAuthority,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** @throws Error — the configuration lacks something, in words for the operator */
  choose(): CertificateProvider {
    const [cert, key] = [this.config.get('RELAY_TLS_CERT'), this.config.get('RELAY_TLS_KEY')];
    if (cert && key) return new CertificateFiles(cert, key);
    const dns = this.dns();
    return dns ? this.acme(dns) : this.authority;
  }

  private acme(dns: DnsProvider): AcmeCertificates {
    const { config, guard, relay } = this;
    return new AcmeCertificates({
      store: this.store,
      hosts: [relay.rootHost, `*.${relay.rootHost}`],
      fallback: this.authority,
      newKey: newAcmeKey,
      order: (hosts, keyPem, accountKey) =>
        orderCertificate(hosts, keyPem, {
          ...{ guard, dns, accountKey, propagationMs: PROPAGATION_MS },
          directoryUrl: config.get('ACME_DIRECTORY_URL'),
          email: config.get('ACME_EMAIL'),
        }),
      notAfterOf: (chainPem) => new Date(new X509Certificate(chainPem).validTo),
      alone: (work) => this.alone(work),
      onError: (err) => this.log.error({ scope: 'relay', err }, 'certificate not ordered'),
    });
  }

  private dns(): DnsProvider | undefined {
    const [name, token, url] = [
      this.config.get('ACME_DNS_PROVIDER'),
      this.config.get('ACME_DNS_TOKEN'),
      this.config.get('ACME_DNS_URL'),
    ];
    if (name === undefined) return undefined;
    if (name === 'webhook') {
      if (!url) throw new Error('ACME_DNS_PROVIDER=webhook needs ACME_DNS_URL.');
      return new WebhookDns(this.guard, url, token);
    }
    if (!token) throw new Error('ACME_DNS_PROVIDER=cloudflare needs ACME_DNS_TOKEN.');
    return new CloudflareDns(this.guard, token);
  }

  private alone<T>(work: () => Promise<T>): Promise<T | undefined> {
    return this.dataSource.transaction(async (tx) => {
      const [row] = (await tx.query('SELECT pg_try_advisory_xact_lock($1) AS held', [
        ADVISORY_LOCKS.certificateOrder,
      ])) as { held: boolean }[];
      return row!.held ? work() : undefined;
    });
  }
}
