import { Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AuditLog } from '../audit/index.js';
import { type InviteCode, InviteCodeService, type Principal } from '../auth/index.js';
import { Access, Caller, Reply } from '../boundary/access.js';
import { Flag, Moment, Text } from '../boundary/fields.js';
import { SettingsService } from '../settings/index.js';

export class InviteCodeReply {
  @Text({ max: 16, description: "The day's code." }) code: string;
  @Moment({ description: 'When the next code takes over; this one stays good for one hour more.' }) valid_until: string;
  @Flag() registration_open: boolean;
}

@ApiTags('Administration')
@Controller('api/admin/invite-code')
export class InviteCodeController {
  constructor(
    private readonly invites: InviteCodeService,
    private readonly settings: SettingsService,
    private readonly audit: AuditLog,
  ) {}

  /** Get the invite code */
  @Get()
  @Access('admin:read', { role: 'admin' })
  @Reply(InviteCodeReply)
  async get(): Promise<InviteCodeReply> {
    return this.present(await this.invites.current());
  }

  /** Make all invite codes given out so far worthless */
  @Post('rotate')
  @Access('admin:write', { role: 'admin' })
  @Reply(InviteCodeReply)
  async rotate(@Caller() caller: Principal): Promise<InviteCodeReply> {
    const code = await this.invites.rotate(caller.userId);
    await this.audit.record({ actor: caller, action: 'invite_code.rotated' });
    return this.present(code);
  }

  private present({ code, validUntil }: InviteCode): InviteCodeReply {
    const { registration_open } = this.settings.current;
    return { code, valid_until: validUntil.toISOString(), registration_open };
  }
}
