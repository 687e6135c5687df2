import { Module } from '@nestjs/common';
import { RelayIdentityModule } from '../relay-identity/index.js';
import { LeaseClock } from './lease-clock.js';
import { LeaseNews } from './lease-news.js';
import { LeaseTokens } from './lease-tokens.js';
import { Leases } from './leases.js';

/** Leases for those who read them, also in a relay process. */
@Module({
  imports: [RelayIdentityModule],
  providers: [LeaseClock, LeaseNews, Leases, LeaseTokens],
  exports: [LeaseClock, LeaseNews, Leases, LeaseTokens],
})
export class LeasesModule {}
