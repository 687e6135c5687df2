import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Log } from '#libs/telemetry';
import { LOG } from '../boundary/log.js';
import { CertificateProviders } from './certificate-providers.js';
import type { CertificateProvider, ServedCertificate } from './served-certificate.js';

/** Between two looks for a newer certificate. */
const LOOK_MS = 10_000;

/** The certificate of the relay, from wherever the configuration says. */
@Injectable()
export class RelayCertificates implements OnApplicationShutdown {
  private readonly provider: CertificateProvider;
  private served: ServedCertificate | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly listeners = new Set<(certificate: ServedCertificate) => void>();

  constructor(
    providers: CertificateProviders,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.provider = providers.choose();
  }

  /** @throws Error — there is none, in words for the operator */
  async open(): Promise<ServedCertificate> {
    this.served = await this.provider.load();
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref();
    return this.served;
  }

  current(): ServedCertificate {
    if (!this.served) throw new Error('The certificates have not been opened.');
    return this.served;
  }

  onChange(listener: (certificate: ServedCertificate) => void): void {
    this.listeners.add(listener);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** A newer one that cannot be read leaves the old one in place. */
  private async look(): Promise<void> {
    try {
      const newer = await this.provider.renew(this.current());
      if (!newer) return;
      this.served = newer;
      for (const listener of this.listeners) listener(newer);
      this.log.info({ scope: 'relay' }, 'certificate replaced');
    } catch (err) {
      this.log.warn({ scope: 'relay', err }, 'certificate not renewed');
    }
  }
}
