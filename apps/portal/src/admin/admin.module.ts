import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { AuthModule } from '../auth/index.js';
import { UsersModule } from '../users/index.js';
import { AdminSettingsController } from './admin-settings.controller.js';
import { AdminSettingsService } from './admin-settings.service.js';
import { AdminUsersController } from './admin-users.controller.js';
import { AdminUsersService } from './admin-users.service.js';
import { InviteCodeController } from './invite-code.controller.js';

@Module({
  imports: [AuditModule, AuthModule, UsersModule],
  controllers: [AdminSettingsController, AdminUsersController, InviteCodeController],
  providers: [AdminSettingsService, AdminUsersService],
})
export class AdminModule {}
