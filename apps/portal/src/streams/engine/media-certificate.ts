import { webcrypto } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as x509 from '@peculiar/x509';

export interface CertificateFiles {
  cert: string;
  key: string;
}

export interface PemCertificate {
  cert: string;
  key: string;
}

const SELF_SIGNED_YEARS = 10;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** The certificate RTMPS and RTSPS show: files of the operator, read again when they change, or one we sign ourselves. */
export class MediaCertificate {
  private readAt = 0;

  private constructor(
    private readonly files: CertificateFiles,
    private present: PemCertificate,
  ) {}

  /** @throws Error — a file cannot be read */
  static async open({ files, dataDir, host }: OpenOptions): Promise<MediaCertificate> {
    const own = { cert: path.join(dataDir, 'media.crt'), key: path.join(dataDir, 'media.key') };
    if (!files && !canRead(own)) await writeSelfSigned(own, host);
    const place = files ?? own;
    const certificate = new MediaCertificate(place, read(place));
    certificate.readAt = changedAt(place);
    return certificate;
  }

  /** As of now; files that cannot be read at the moment leave the former in place. */
  current(): PemCertificate {
    try {
      const changed = changedAt(this.files);
      if (changed !== this.readAt) {
        this.present = read(this.files);
        this.readAt = changed;
      }
    } catch {
      // Being replaced: the next connection looks again.
    }
    return this.present;
  }
}

interface OpenOptions {
  files: CertificateFiles | null;
  dataDir: string;
  /** The name publishers use. */
  host: string;
}

const read = ({ cert, key }: CertificateFiles): PemCertificate => ({
  cert: readFileSync(cert, 'utf8'),
  key: readFileSync(key, 'utf8'),
});

const changedAt = ({ cert, key }: CertificateFiles): number => Math.max(statSync(cert).mtimeMs, statSync(key).mtimeMs);

const canRead = (files: CertificateFiles): boolean => {
  try {
    return read(files).key !== '';
  } catch {
    return false;
  }
};

const writeSelfSigned = async (files: CertificateFiles, host: string): Promise<void> => {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const notAfter = new Date();
  notAfter.setFullYear(notAfter.getFullYear() + SELF_SIGNED_YEARS);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [host] }],
    notBefore: new Date(Date.now() - 3_600_000),
    notAfter,
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: host }])],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const pem = `-----BEGIN PRIVATE KEY-----\n${key.replaceAll(/.{64}/g, '$&\n').trimEnd()}\n-----END PRIVATE KEY-----\n`;
  writeFileSync(files.key, pem, { mode: 0o600 });
  writeFileSync(files.cert, `${certificate.toString('pem')}\n`);
};
