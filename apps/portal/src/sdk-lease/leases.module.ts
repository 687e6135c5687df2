import { Module } from '@nestjs/common';
import { RelayIdentityModule } from '../relay-identity/index.js';
import { LeaseClock } from './lease-clock.js';
import { LeaseTokens } from './lease-tokens.js';
import { Leases } from './leases.js';

/** Leases for those who read them, also in a relay process. */
@Module({
  imports: [RelayIdentityModule],
  providers: [LeaseClock, Leases, LeaseTokens],
  exports: [LeaseClock, Leases, LeaseTokens],
})
export class LeasesModule {}
