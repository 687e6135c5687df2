import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Caller, Rate, Reply } from '../../boundary/access.js';
import { SUCCESS, Success } from '../../boundary/success.js';
import type { Principal } from '../principal.js';
import { PasswordService } from './password.service.js';
import { ChangePasswordBody } from './token.dto.js';

@ApiTags('User management')
@Controller('api/me/password')
export class PasswordController {
  constructor(private readonly passwords: PasswordService) {}

  /** Change password */
  @Post()
  @Access('me:write', { sessionOnly: true })
  @Rate('auth')
  @Reply(Success)
  async change(@Caller() caller: Principal, @Body() body: ChangePasswordBody): Promise<Success> {
    await this.passwords.change(caller, body);
    return SUCCESS;
  }
}
