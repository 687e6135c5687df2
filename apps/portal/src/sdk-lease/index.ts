export { ConnectRoad } from './connect.road.js';
export { LeaseNews } from './lease-news.js';
export { LeaseTokens } from './lease-tokens.js';
export { type ActiveLease, Leases } from './leases.js';
export { LeasesModule } from './leases.module.js';
export { SignRoad } from './sign.road.js';
export { SdkLeaseModule } from './sdk-lease.module.js';
