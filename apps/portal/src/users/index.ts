export { type AccountChanges, AccountsService } from './accounts.service.js';
export { type Profile, PROFILE_COLUMNS, profileOf } from './profile.js';
export { ProfileService } from './profile.service.js';
export { type PublicStat, PublicStats, type StatCounter } from './public-stats.js';
export { SshKeyUses } from './ssh-key-uses.js';
export { SshKeysService } from './ssh-keys.service.js';
export { User } from './user.entity.js';
export { isUsername, Username } from './username.js';
export { UsersModule } from './users.module.js';
