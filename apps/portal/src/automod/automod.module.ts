import { Module } from '@nestjs/common';
import { ModerationModule } from '../moderation/index.js';
import { UsersModule } from '../users/index.js';
import { AutomodController } from './automod.controller.js';
import { Automod } from './automod.service.js';
import { AutomodRulesService } from './automod-rules.service.js';

@Module({
  imports: [UsersModule, ModerationModule],
  controllers: [AutomodController],
  providers: [Automod, AutomodRulesService],
  exports: [Automod],
})
export class AutomodModule {}
