import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Keyring } from '#libs/crypto';
import { type CertificateSource, RelayCertificate } from './relay-certificate.entity.js';

export type CertificateName = 'relay' | 'local-authority' | 'acme' | 'acme-account';

export interface StoredCertificate {
  source: CertificateSource;
  hosts: string[];
  /** Empty for a key alone. */
  chainPem: string;
  keyPem: string;
  notAfter: Date | null;
}

/** Certificates in the tables, so that all relays present the same. */
@Injectable()
export class CertificateStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keyring: Keyring,
  ) {}

  async find(name: CertificateName): Promise<StoredCertificate | null> {
    const row = await this.dataSource.manager.findOneBy(RelayCertificate, { name });
    if (!row) return null;
    const { source, hosts, chain, notAfter } = row;
    const keyPem = await this.keyring.openText(row.privateKey, placeOf(name));
    return { source, hosts, chainPem: chain, keyPem, notAfter };
  }

  /** Where nobody was faster: the one that counts is the result. */
  async add(name: CertificateName, certificate: StoredCertificate): Promise<StoredCertificate> {
    const row = await this.row(name, certificate);
    await this.dataSource.createQueryBuilder().insert().into(RelayCertificate).values(row).orIgnore().execute();
    return (await this.find(name))!;
  }

  async replace(name: CertificateName, certificate: StoredCertificate): Promise<void> {
    await this.dataSource.manager.upsert(RelayCertificate, await this.row(name, certificate), ['name']);
  }

  private async row(name: CertificateName, { source, hosts, chainPem, keyPem, notAfter }: StoredCertificate) {
    const privateKey = await this.keyring.seal('relay-certificates', keyPem, placeOf(name));
    return { name, source, hosts, chain: chainPem, privateKey, notAfter, updatedAt: new Date() };
  }
}

const placeOf = (name: CertificateName) => ({ table: 'relay_certificates', column: 'private_key', row: name });
