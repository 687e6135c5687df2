import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../auth/principal.js';
import { Access, Caller, Reply } from '../boundary/access.js';
import { SUCCESS, Success } from '../boundary/success.js';
import {
  SanctionBody,
  Sanctioned,
  SanctionFilter,
  SanctionReply,
  SanctionsReply,
  TimeoutBody,
} from './moderation.dto.js';
import { ModerationService } from './moderation.service.js';

const ModeratorsOnly = () => Access('admin:write', { role: 'moderator' });

@ApiTags('Moderation')
@Controller('api/admin/moderation')
export class ModerationController {
  constructor(private readonly moderation: ModerationService) {}

  /** List the sanctions in force */
  @Get()
  @Access('admin:read', { role: 'moderator' })
  @Reply(SanctionsReply)
  list(@Query() filter: SanctionFilter): Promise<SanctionsReply> {
    return this.moderation.list(filter);
  }

  /** Keep a user from writing for some minutes */
  @Post('timeout')
  @ModeratorsOnly()
  @Reply(SanctionReply)
  timeout(@Caller() caller: Principal, @Body() body: TimeoutBody): Promise<SanctionReply> {
    return this.moderation.impose(caller, 'timeout', body);
  }

  /** Keep a user from writing */
  @Post('mute')
  @ModeratorsOnly()
  @Reply(SanctionReply)
  mute(@Caller() caller: Principal, @Body() body: SanctionBody): Promise<SanctionReply> {
    return this.moderation.impose(caller, 'mute', body);
  }

  /** Keep a user out of one channel or of chat */
  @Post('ban')
  @ModeratorsOnly()
  @Reply(SanctionReply)
  ban(@Caller() caller: Principal, @Body() body: SanctionBody): Promise<SanctionReply> {
    return this.moderation.impose(caller, 'ban', body);
  }

  /** End a timeout */
  @Post('untimeout')
  @ModeratorsOnly()
  @Reply(Success)
  async untimeout(@Caller() caller: Principal, @Body() body: Sanctioned): Promise<Success> {
    await this.moderation.lift(caller, 'timeout', body);
    return SUCCESS;
  }

  /** End a mute */
  @Post('unmute')
  @ModeratorsOnly()
  @Reply(Success)
  async unmute(@Caller() caller: Principal, @Body() body: Sanctioned): Promise<Success> {
    await this.moderation.lift(caller, 'mute', body);
    return SUCCESS;
  }

  /** End a ban */
  @Post('unban')
  @ModeratorsOnly()
  @Reply(Success)
  async unban(@Caller() caller: Principal, @Body() body: Sanctioned): Promise<Success> {
    await this.moderation.lift(caller, 'ban', body);
    return SUCCESS;
  }
}
