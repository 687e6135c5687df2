import { Module } from '@nestjs/common';
import { RelayIdentityModule } from '../relay-identity/index.js';
import { CertificateStore } from './certificate-store.js';
import { LocalAuthority } from './local-authority.js';
import { RelayCertificates } from './relay-certificates.js';

@Module({
  imports: [RelayIdentityModule],
  providers: [CertificateStore, LocalAuthority, RelayCertificates],
  exports: [RelayCertificates],
})
export class CertificatesModule {}
