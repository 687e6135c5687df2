import 'reflect-metadata';
import { KeyObject, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

export type CertificateKind = 'P-256' | 'P-384' | 'P-521' | 'RSA';

export interface TestCertificate {
  pem: string;
  der: Buffer;
  key: KeyObject;
}

const HASHES = { 'P-256': 'SHA-256', 'P-384': 'SHA-384', 'P-521': 'SHA-512' };

/** Self-signed, for localhost and demo.localhost; trusted by whoever is given it. */
export const makeCertificate = async (kind: CertificateKind = 'P-256'): Promise<TestCertificate> => {
  x509.cryptoProvider.set(webcrypto as never);
  const algorithm =
    kind === 'RSA'
      ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) }
      : { name: 'ECDSA', namedCurve: kind, hash: HASHES[kind] };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=localhost',
    notBefore: new Date(Date.now() - 3_600_000),
    notAfter: new Date(Date.now() + 86_400_000),
    keys: keys as never,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.SubjectAlternativeNameExtension(
        ['localhost', 'demo.localhost'].map((value) => ({ type: 'dns' as const, value })),
      ),
    ],
  });
  return {
    pem: certificate.toString('pem'),
    der: Buffer.from(certificate.rawData),
    key: KeyObject.from(keys.privateKey),
  };
};
