import { Module } from '@nestjs/common';
import { RelayIdentityModule } from '../relay-identity/index.js';
import { CertificateProviders } from './certificate-providers.js';
import { CertificateStore } from './certificate-store.js';
import { LocalAuthority } from './local-authority.js';
import { RelayCertificates } from './relay-certificates.js';

@Module({
  imports: [RelayIdentityModule],
  providers: [CertificateProviders, CertificateStore, LocalAuthority, RelayCertificates],
  exports: [CertificateStore, LocalAuthority, RelayCertificates],
})
export class CertificatesModule {}
