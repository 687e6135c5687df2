import { Body, Controller, Delete, Get, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../../auth/index.js';
import { Access, Caller, PathId, Reply } from '../../boundary/access.js';
import { SUCCESS, Success } from '../../boundary/success.js';
import { RELAY_PLATFORMS } from './relay-platforms.js';
import { NewRelay, RelayChanges, RelayPlatformsReply, RelayReply, RelaysReply } from './relays.dto.js';
import { RelaysService } from './relays.service.js';

@ApiTags('Streams')
@Controller('api')
export class RelaysController {
  constructor(private readonly relays: RelaysService) {}

  /** List the platforms streams are often relayed to */
  @Get('relay-platforms')
  @Access('streams:read')
  @Reply(RelayPlatformsReply)
  platforms(): RelayPlatformsReply {
    return { platforms: [...RELAY_PLATFORMS] };
  }

  /** List the relays of a stream */
  @Get('streams/:id/relays')
  @Access('streams:read')
  @Reply(RelaysReply)
  list(@Caller() { userId }: Principal, @PathId() id: number): Promise<RelaysReply> {
    return this.relays.list(userId, id);
  }

  /** Add a relay to a stream */
  @Post('streams/:id/relays')
  @Access('streams:write')
  @Reply(RelayReply, 201)
  add(@Caller() { userId }: Principal, @PathId() id: number, @Body() body: NewRelay): Promise<RelayReply> {
    return this.relays.add(userId, id, body);
  }

  /** Change a relay of a stream */
  @Put('streams/:id/relays/:relay_id')
  @Access('streams:write')
  @Reply(RelayReply)
  change(
    @Caller() { userId }: Principal,
    @PathId() id: number,
    @PathId('relay_id') relayId: number,
    @Body() body: RelayChanges,
  ): Promise<RelayReply> {
    return this.relays.change(userId, id, relayId, body);
  }

  /** Delete a relay of a stream */
  @Delete('streams/:id/relays/:relay_id')
  @Access('streams:write')
  @Reply(Success)
  async remove(
    @Caller() { userId }: Principal,
    @PathId() id: number,
    @PathId('relay_id') relayId: number,
  ): Promise<Success> {
    await this.relays.remove(userId, id, relayId);
    return SUCCESS;
  }
}
