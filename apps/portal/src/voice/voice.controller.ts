import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../auth/index.js';
import { Access, Caller, Reply } from '../boundary/access.js';
import { IceServers } from './ice-servers.js';
import { IceServersReply } from './voice.dto.js';

@ApiTags('Voice')
@Controller('api/voice')
export class VoiceController {
  constructor(private readonly servers: IceServers) {}

  /** Get ICE server configuration */
  @Get('ice-servers')
  @Access('chat:read')
  @Reply(IceServersReply)
  list(@Caller() { userId }: Principal): IceServersReply {
    return { ice_servers: this.servers.for(userId) };
  }
}
