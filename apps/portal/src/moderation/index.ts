export { ModerationModule } from './moderation.module.js';
export { type Imposition, type Lifting, Sanctions } from './sanctions.service.js';
