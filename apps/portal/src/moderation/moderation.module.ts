import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { UsersModule } from '../users/index.js';
import { ModerationController } from './moderation.controller.js';
import { ModerationService } from './moderation.service.js';
import { Sanctions } from './sanctions.service.js';

@Module({
  imports: [AuditModule, UsersModule],
  controllers: [ModerationController],
  providers: [Sanctions, ModerationService],
  exports: [ModerationService, Sanctions],
})
export class ModerationModule {}
