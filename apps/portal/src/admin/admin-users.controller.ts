import { Body, Controller, Delete, Get, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../auth/index.js';
import { Access, Caller, PathId, Reply } from '../boundary/access.js';
import { SUCCESS, Success } from '../boundary/success.js';
import {
  AdminUserListReply,
  AdminUserReply,
  CreateUser,
  ResetPassword,
  UpdateUser,
  UserFilter,
} from './admin-users.dto.js';
import { AdminUsersService } from './admin-users.service.js';

@ApiTags('Administration')
@Controller('api/admin/users')
export class AdminUsersController {
  constructor(private readonly users: AdminUsersService) {}

  /** List users */
  @Get()
  @Access('admin:read', { role: 'admin' })
  @Reply(AdminUserListReply)
  list(@Query() filter: UserFilter): Promise<AdminUserListReply> {
    return this.users.list(filter);
  }

  /** Create user */
  @Post()
  @Access('admin:write', { role: 'admin' })
  @Reply(AdminUserReply, 201)
  create(@Caller() caller: Principal, @Body() body: CreateUser): Promise<AdminUserReply> {
    return this.users.create(caller, body);
  }

  /** Get user */
  @Get(':id')
  @Access('admin:read', { role: 'admin' })
  @Reply(AdminUserReply)
  get(@PathId() id: number): Promise<AdminUserReply> {
    return this.users.get(id);
  }

  /** Change role, scopes, or whether the account is disabled */
  @Put(':id')
  @Access('admin:write', { role: 'admin' })
  @Reply(AdminUserReply)
  update(@Caller() caller: Principal, @PathId() id: number, @Body() body: UpdateUser): Promise<AdminUserReply> {
    return this.users.update(caller, id, body);
  }

  /** Set a new password */
  @Post(':id/password')
  @Access('admin:write', { role: 'admin' })
  @Reply(Success)
  async resetPassword(
    @Caller() caller: Principal,
    @PathId() id: number,
    @Body() { password }: ResetPassword,
  ): Promise<Success> {
    await this.users.resetPassword(caller, id, password);
    return SUCCESS;
  }

  /** Switch two-factor authentication off */
  @Post(':id/2fa/reset')
  @Access('admin:write', { role: 'admin' })
  @Reply(Success)
  async resetTwoFactor(@Caller() caller: Principal, @PathId() id: number): Promise<Success> {
    await this.users.resetTwoFactor(caller, id);
    return SUCCESS;
  }

  /** Delete user */
  @Delete(':id')
  @Access('admin:write', { role: 'admin' })
  @Reply(Success)
  async remove(@Caller() caller: Principal, @PathId() id: number): Promise<Success> {
    await this.users.remove(caller, id);
    return SUCCESS;
  }
}
