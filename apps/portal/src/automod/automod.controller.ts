import { Body, Controller, Delete, Get, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../auth/principal.js';
import { Access, Caller, PathId, Reply } from '../boundary/access.js';
import { SUCCESS, Success } from '../boundary/success.js';
import {
  AutomodKindsReply,
  AutomodRuleReply,
  AutomodRulesReply,
  CreateAutomodRule,
  TestAutomod,
  TestAutomodReply,
  UpdateAutomodRule,
} from './automod.dto.js';
import { AutomodRulesService } from './automod-rules.service.js';

@ApiTags('Moderation')
@Controller('api/admin/automod')
export class AutomodController {
  constructor(private readonly rules: AutomodRulesService) {}

  /** List the kinds of rules and what each can be told */
  @Get('kinds')
  @Access('admin:read', { role: 'admin' })
  @Reply(AutomodKindsReply)
  kinds(): AutomodKindsReply {
    return { kinds: this.rules.kinds() };
  }

  /** List rules */
  @Get('rules')
  @Access('admin:read', { role: 'admin' })
  @Reply(AutomodRulesReply)
  async list(): Promise<AutomodRulesReply> {
    return { rules: await this.rules.list() };
  }

  /** Create rule */
  @Post('rules')
  @Access('admin:write', { role: 'admin' })
  @Reply(AutomodRuleReply, 201)
  create(@Caller() caller: Principal, @Body() body: CreateAutomodRule): Promise<AutomodRuleReply> {
    return this.rules.create(caller, body);
  }

  /** Get rule */
  @Get('rules/:id')
  @Access('admin:read', { role: 'admin' })
  @Reply(AutomodRuleReply)
  get(@PathId() id: number): Promise<AutomodRuleReply> {
    return this.rules.get(id);
  }

  /** Change rule */
  @Put('rules/:id')
  @Access('admin:write', { role: 'admin' })
  @Reply(AutomodRuleReply)
  update(
    @Caller() caller: Principal,
    @PathId() id: number,
    @Body() body: UpdateAutomodRule,
  ): Promise<AutomodRuleReply> {
    return this.rules.update(caller, id, body);
  }

  /** Delete rule */
  @Delete('rules/:id')
  @Access('admin:write', { role: 'admin' })
  @Reply(Success)
  async remove(@Caller() caller: Principal, @PathId() id: number): Promise<Success> {
    await this.rules.remove(caller, id);
    return SUCCESS;
  }

  /** Ask the rules about a text; nothing is stopped or written down */
  @Post('test')
  @Access('admin:read', { role: 'admin' })
  @Reply(TestAutomodReply)
  async test(@Body() body: TestAutomod): Promise<TestAutomodReply> {
    return { results: await this.rules.test(body) };
  }
}
