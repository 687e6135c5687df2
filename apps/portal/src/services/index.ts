export { ServicesModule } from './services.module.js';
export { ServiceTargets } from './service-targets.js';
