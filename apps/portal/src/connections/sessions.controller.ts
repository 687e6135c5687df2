import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import { Access, Caller, Reply } from '../boundary/access.js';
import { Success, SUCCESS } from '../boundary/success.js';
import type { Principal } from '../auth/principal.js';
import { RemoteSessionsService } from './remote-sessions.service.js';
import { RecentFilter, SessionFilter, SessionsReply } from './sessions.dto.js';

@Controller('api/sessions')
export class SessionsController {
  constructor(private readonly sessions: RemoteSessionsService) {}

  /** Live sessions. @throws DomainError access.denied for `all` */
  @Get()
  @Access('connections:read')
  @Reply(SessionsReply)
  async list(@Caller() caller: Principal, @Query() { all = false }: SessionFilter): Promise<SessionsReply> {
    return { sessions: await this.sessions.list(caller, all) };
  }

  /** The last session of each entry, newest first. */
  @Get('recent')
  @Access('connections:read')
  @Reply(SessionsReply)
  async recent(@Caller() caller: Principal, @Query() { limit }: RecentFilter): Promise<SessionsReply> {
    return { sessions: await this.sessions.recent(caller, limit) };
  }

  /** Ends a live session at once. @throws DomainError session.not_found */
  @Delete(':id')
  @Access('connections:write')
  @Reply(Success)
  async close(@Caller() caller: Principal, @Param('id') id: string): Promise<Success> {
    await this.sessions.close(caller, id);
    return SUCCESS;
  }
}
