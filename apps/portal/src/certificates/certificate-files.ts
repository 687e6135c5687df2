import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { CertificateProvider, ServedCertificate } from './served-certificate.js';

/** A certificate somebody else looks after, in two PEM files. */
export class CertificateFiles implements CertificateProvider {
  constructor(
    private readonly certFile: string,
    private readonly keyFile: string,
  ) {}

  async load(): Promise<ServedCertificate> {
    const [chainPem, keyPem] = await Promise.all([readFile(this.certFile, 'utf8'), readFile(this.keyFile, 'utf8')]);
    if (!new X509Certificate(chainPem).checkPrivateKey(createPrivateKey(keyPem)))
      throw new Error(`${this.keyFile} is not the key of ${this.certFile}.`);
    return { chainPem, keyPem };
  }

  async renew(served: ServedCertificate): Promise<ServedCertificate | null> {
    const found = await this.load();
    return found.chainPem === served.chainPem && found.keyPem === served.keyPem ? null : found;
  }
}
