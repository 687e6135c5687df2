import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { ModerationModule } from '../moderation/index.js';
import { UsersModule } from '../users/index.js';
import { AutomodController } from './automod.controller.js';
import { Automod } from './automod.service.js';
import { AutomodRulesService } from './automod-rules.service.js';

@Module({
  imports: [AuditModule, UsersModule, ModerationModule],
  controllers: [AutomodController],
  providers: [Automod, AutomodRulesService],
  exports: [Automod],
})
export class AutomodModule {}
