export { Automod, type Candidate } from './automod.service.js';
export { AutomodModule } from './automod.module.js';
