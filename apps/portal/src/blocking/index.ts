export { type BlockedAccount, Blocks } from './blocks.service.js';
export { BlockingModule } from './blocking.module.js';
