import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/index.js';
import { UsersModule } from '../users/index.js';
import { AdminSettingsController } from './admin-settings.controller.js';
import { AdminUsersController } from './admin-users.controller.js';
import { AdminUsersService } from './admin-users.service.js';
import { InviteCodeController } from './invite-code.controller.js';

@Module({
  imports: [AuthModule, UsersModule],
  controllers: [AdminSettingsController, AdminUsersController, InviteCodeController],
  providers: [AdminUsersService],
})
export class AdminModule {}
