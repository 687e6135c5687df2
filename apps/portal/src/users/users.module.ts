import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountsService } from './accounts.service.js';
import { MeController } from './me.controller.js';
import { ProfileService } from './profile.service.js';
import { PublicStats } from './public-stats.js';
import { SshKey } from './ssh-key.entity.js';
import { SshKeyUses } from './ssh-key-uses.js';
import { SshKeysController } from './ssh-keys.controller.js';
import { SshKeysService } from './ssh-keys.service.js';
import { StatsController } from './stats.controller.js';
import { User } from './user.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([User, SshKey])],
  controllers: [MeController, SshKeysController, StatsController],
  providers: [AccountsService, ProfileService, PublicStats, SshKeysService, SshKeyUses],
  exports: [AccountsService, ProfileService, PublicStats, SshKeysService, SshKeyUses],
})
export class UsersModule {}
