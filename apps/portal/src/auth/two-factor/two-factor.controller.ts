import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Caller, Rate, Reply } from '../../boundary/access.js';
import type { Principal } from '../principal.js';
import {
  BackupCodesReply,
  SecondFactorBody,
  TotpCodeBody,
  TwoFactorDisabledReply,
  TwoFactorEnabledReply,
  TwoFactorSetupReply,
  TwoFactorStatusReply,
} from './two-factor.dto.js';
import { TwoFactorService } from './two-factor.service.js';

@ApiTags('Two-factor authentication')
@Controller('api/user/2fa')
export class TwoFactorController {
  constructor(private readonly twoFactor: TwoFactorService) {}

  /** Get 2FA status */
  @Get('status')
  @Access('me:read')
  @Reply(TwoFactorStatusReply)
  status(@Caller() { userId }: Principal): Promise<TwoFactorStatusReply> {
    return this.twoFactor.status(userId);
  }

  /** Start 2FA setup */
  @Post('setup')
  @Access('me:write', { sessionOnly: true })
  @Reply(TwoFactorSetupReply)
  setup(@Caller() { userId }: Principal): Promise<TwoFactorSetupReply> {
    return this.twoFactor.setup(userId);
  }

  /** Enable 2FA */
  @Post('verify')
  @Access('me:write', { sessionOnly: true })
  @Rate('auth')
  @Reply(TwoFactorEnabledReply)
  verify(@Caller() { userId }: Principal, @Body() { code }: TotpCodeBody): Promise<TwoFactorEnabledReply> {
    return this.twoFactor.enable(userId, code);
  }

  /** Disable 2FA */
  @Post('disable')
  @Access('me:write', { sessionOnly: true })
  @Rate('auth')
  @Reply(TwoFactorDisabledReply)
  async disable(@Caller() caller: Principal, @Body() { code }: SecondFactorBody): Promise<TwoFactorDisabledReply> {
    await this.twoFactor.disable(caller, code);
    return { enabled: false };
  }

  /** Replace the backup codes */
  @Post('backup-codes')
  @Access('me:write', { sessionOnly: true })
  @Rate('auth')
  @Reply(BackupCodesReply)
  renewBackupCodes(@Caller() { userId }: Principal, @Body() { code }: SecondFactorBody): Promise<BackupCodesReply> {
    return this.twoFactor.renewBackupCodes(userId, code);
  }
}
