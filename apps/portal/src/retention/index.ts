export { EXPIRIES, type Expiry, expireByAge } from './expiry.js';
export { RetentionModule } from './retention.module.js';
export { RetentionWorkerModule } from './retention-worker.module.js';
