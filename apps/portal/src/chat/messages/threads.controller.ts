import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../../auth/index.js';
import { Access, Caller, PathId, Reply } from '../../boundary/access.js';
import { ThreadReply } from './messages.dto.js';
import { ThreadsService } from './threads.service.js';

@ApiTags('Chat')
@Controller('api/chat/thread')
export class ThreadsController {
  constructor(private readonly threads: ThreadsService) {}

  /** Get reply chain for a message */
  @Get(':id')
  @Access('chat:read')
  @Reply(ThreadReply)
  get(@Caller() caller: Principal, @PathId('id') id: number): Promise<ThreadReply> {
    return this.threads.get(caller, id);
  }
}
