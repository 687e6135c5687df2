import { Body, Controller, Get, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../auth/principal.js';
import { Access, Caller, Reply } from '../boundary/access.js';
import { SUCCESS, Success } from '../boundary/success.js';
import { RetentionChanges, RetentionReply } from './retention.dto.js';
import { RetentionService } from './retention.service.js';

@ApiTags('Administration')
@Controller('api/admin/retention')
export class RetentionController {
  constructor(private readonly retention: RetentionService) {}

  /** Get how long things are kept, and what was deleted last */
  @Get()
  @Access('admin:read', { role: 'admin' })
  @Reply(RetentionReply)
  get(): Promise<RetentionReply> {
    return this.retention.get();
  }

  /** Change how long things are kept */
  @Put()
  @Access('admin:write', { role: 'admin' })
  @Reply(RetentionReply)
  update(@Caller() caller: Principal, @Body() body: RetentionChanges): Promise<RetentionReply> {
    return this.retention.update(caller, body);
  }

  /** Delete now what is too old */
  @Post('run')
  @Access('admin:write', { role: 'admin' })
  @Reply(Success, 202)
  async run(@Caller() caller: Principal): Promise<Success> {
    await this.retention.start(caller);
    return SUCCESS;
  }
}
