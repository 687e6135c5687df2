export { ModerationModule } from './moderation.module.js';
export { ModerationService } from './moderation.service.js';
export { type Imposition, type Lifting, Sanctions } from './sanctions.service.js';
