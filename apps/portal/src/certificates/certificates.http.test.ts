import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NetGuard } from '#libs/net-guard';
import { RELAY, usePortal } from '#libs/testing';
import { AcmeCertificates } from './acme/acme-certificates.js';
import { newAcmeKey, orderCertificate } from './acme/acme-order.js';
import { AcmeServer } from './acme/acme-server.peer.js';
import { WebhookDns } from './acme/webhook-dns.js';
import { CertificateFiles } from './certificate-files.js';
import { CertificateStore } from './certificate-store.js';
import { issueAuthority, issueLeaf } from './issue.js';
import { LocalAuthority } from './local-authority.js';

const DAY_MS = 24 * 3_600_000;
const chainOf = (pem: string): X509Certificate[] =>
  (pem.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? []).map((one) => new X509Certificate(one));

describe('certificates of the relay', () => {
  const portal = usePortal(RELAY);
  let server: AcmeServer;
  beforeAll(async () => void (server = await AcmeServer.open()));
  afterAll(() => server.close());

  const acme = (now?: () => number, errors: unknown[] = []): AcmeCertificates => {
    const guard = portal.get(NetGuard);
    const dns = new WebhookDns(guard, new URL(`${server.url}/dns`), 'dns-token');
    return new AcmeCertificates({
      store: portal.get(CertificateStore),
      hosts: ['relay.example.org', '*.relay.example.org'],
      fallback: portal.get(LocalAuthority),
      newKey: newAcmeKey,
      order: (hosts, keyPem, accountKey) =>
        orderCertificate(hosts, keyPem, {
          ...{ guard, dns, accountKey, propagationMs: 0, email: 'ops@example.org' },
          directoryUrl: `${server.url}/directory`,
        }),
      notAfterOf: (pem) => new Date(new X509Certificate(pem).validTo),
      alone: (work) => work(),
      onError: (error) => errors.push(error),
      ...(now && { now }),
    });
  };

  it('are of an authority of our own for localhost, and stay the same', async () => {
    const authority = portal.get(LocalAuthority);
    const served = await authority.load();
    const [leaf, issuer] = chainOf(served.chainPem);
    expect(leaf!.checkIssued(issuer!)).toBe(true);
    expect(leaf!.verify(issuer!.publicKey)).toBe(true);
    // OpenSSL matches no wildcard right below a top-level name; Go and browsers do.
    expect(leaf!.subjectAltName).toContain('DNS:localhost, DNS:*.localhost');
    expect(leaf!.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect((await authority.load()).chainPem).toBe(served.chainPem);
    expect(await authority.renew(served)).toBeNull();
  });

  it('are ordered by ACME, proved by DNS, and served when they are there', async () => {
    const provider = acme();
    const before = await provider.load();
    expect(await provider.renew(before)).toBeNull();
    await provider.settled();
    const served = (await provider.renew(before))!;
    const [leaf, issuer] = chainOf(served.chainPem);
    expect(issuer!.raw.equals(new X509Certificate(server.authorityPem).raw)).toBe(true);
    expect([leaf!.checkHost('relay.example.org'), leaf!.checkHost('demo.relay.example.org')]).not.toContain(undefined);
    expect(server.records).toEqual([]);
    expect([...server.bearers]).toEqual(['Bearer dns-token']);
    // Another process finds it in the tables.
    expect((await acme().load()).chainPem).toBe(served.chainPem);
  });

  it('are ordered again when a month is left, with the same account', async () => {
    const orders = server.orders;
    const served = await acme().load();
    const later = acme(() => Date.now() + 65 * DAY_MS);
    expect(await later.renew(served)).toBeNull();
    await later.settled();
    expect(server.orders).toBe(orders + 1);
    expect((await acme().load()).chainPem).not.toBe(served.chainPem);
  });

  it('are not asked for again at once when the server fails, and what is served stays', async () => {
    const errors: unknown[] = [];
    let now = Date.now() + 65 * DAY_MS;
    const provider = acme(() => now, errors);
    server.isBroken = true;
    const served = await provider.load();
    const orders = server.orders;
    for (let look = 0; look < 3; look++) {
      expect(await provider.renew(served)).toBeNull();
      await provider.settled();
    }
    expect([server.orders - orders, errors.length]).toEqual([1, 1]);
    now += 61_000;
    server.isBroken = false;
    await provider.renew(served);
    await provider.settled();
    expect(server.orders - orders).toBe(2);
  });

  it('are read again from their files when these change, if their key fits', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'relay-certificate-'));
    const [cert, key] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
    const authority = await issueAuthority('test');
    const write = async (): Promise<string> => {
      const leaf = await issueLeaf(authority, ['relay.example.org']);
      writeFileSync(cert, leaf.certPem);
      writeFileSync(key, leaf.keyPem);
      return leaf.certPem;
    };
    const first = await write();
    const files = new CertificateFiles(cert, key);
    const served = await files.load();
    expect(served.chainPem).toBe(first);
    expect(await files.renew(served)).toBeNull();
    const second = await write();
    expect((await files.renew(served))!.chainPem).toBe(second);
    writeFileSync(key, (await issueLeaf(authority, ['other.example.org'])).keyPem);
    await expect(files.renew(served)).rejects.toThrow('is not the key of');
    rmSync(folder, { recursive: true });
  });
});
