import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';

const KEY = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 3_600_000;
/** Clocks differ. */
const BACKDATED_MS = 3_600_000;
const AUTHORITY_DAYS = 3650;
/** As long as browsers take one (CA/Browser Forum Baseline Requirements §6.3.2). */
export const LEAF_DAYS = 397;

export interface Issued {
  certPem: string;
  keyPem: string;
  notAfter: Date;
}

x509.cryptoProvider.set(webcrypto as never);

/** The root of certificates nobody else believes in (RFC 5280 §4.2.1.9). */
export const issueAuthority = async (commonName: string, now = new Date()): Promise<Issued> => {
  const keys = await webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${commonName}`,
    ...validity(now, AUTHORITY_DAYS),
    keys: keys as never,
    signingAlgorithm: KEY,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as never),
    ],
  });
  return issued(certificate, keys);
};

/** A server's certificate for the names and addresses. */
export const issueLeaf = async (authority: Issued, hosts: string[], now = new Date()): Promise<Issued> => {
  const issuer = new x509.X509Certificate(authority.certPem);
  const signingKey = await webcrypto.subtle.importKey('pkcs8', derOf(authority.keyPem), KEY, false, ['sign']);
  const keys = await webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${hosts[0]}`,
    issuer: issuer.subject,
    ...validity(now, LEAF_DAYS),
    publicKey: keys.publicKey as never,
    signingKey: signingKey as never,
    signingAlgorithm: KEY,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        hosts.map((host) => ({ type: isIP(host) ? ('ip' as const) : ('dns' as const), value: host })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey as never),
    ],
  });
  return issued(certificate, keys);
};

const validity = (now: Date, days: number) => ({
  notBefore: new Date(now.getTime() - BACKDATED_MS),
  notAfter: new Date(now.getTime() + days * DAY_MS),
});

const issued = async (certificate: x509.X509Certificate, keys: webcrypto.CryptoKeyPair): Promise<Issued> => ({
  certPem: `${certificate.toString('pem')}\n`,
  keyPem: pemOf(Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey))),
  notAfter: certificate.notAfter,
});

const pemOf = (der: Buffer): string =>
  `-----BEGIN PRIVATE KEY-----\n${der.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END PRIVATE KEY-----\n`;

const derOf = (pem: string): Buffer => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
