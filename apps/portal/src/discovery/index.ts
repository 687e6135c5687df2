export { DiscoveryModule } from './discovery.module.js';
export { DiscoveryWorkerModule } from './discovery-worker.module.js';
