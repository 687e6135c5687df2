import { Body, Controller, Delete, Get, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../../auth/index.js';
import { Access, Caller, PathId, Reply } from '../../boundary/access.js';
import { Success } from '../../boundary/success.js';
import {
  ChannelReply,
  ChannelsReply,
  FoundUsers,
  MemberRoleBody,
  MembersReply,
  NewChannel,
  NewMember,
  UserSearch,
} from './channels.dto.js';
import { channelState, ChannelsService } from './channels.service.js';
import { MembersService } from './members.service.js';

@ApiTags('Chat')
@Controller('api/chat')
export class ChannelsController {
  constructor(
    private readonly channels: ChannelsService,
    private readonly members: MembersService,
  ) {}

  /** List chat channels */
  @Get('channels')
  @Access('chat:read')
  @Reply(ChannelsReply)
  async list(@Caller() caller: Principal): Promise<ChannelsReply> {
    return { channels: await this.channels.states(caller, await this.channels.list(caller)) };
  }

  /** Create channel */
  @Post('channels')
  @Access('chat:write')
  @Reply(ChannelReply, 201)
  async create(@Caller() caller: Principal, @Body() body: NewChannel): Promise<ChannelReply> {
    return channelState(await this.channels.create(caller, body));
  }

  /** Search users for DMs and member management */
  @Get('users')
  @Access('chat:read')
  @Reply(FoundUsers)
  async search(@Query() query: UserSearch): Promise<FoundUsers> {
    return { users: await this.members.search(query) };
  }

  /** List channel members */
  @Get('channels/:id/members')
  @Access('chat:read')
  @Reply(MembersReply)
  async listMembers(@Caller() caller: Principal, @PathId('id') id: number): Promise<MembersReply> {
    return { members: await this.members.list(caller, id) };
  }

  /** Add a channel member */
  @Post('channels/:id/members')
  @Access('chat:write')
  @Reply(Success)
  async addMember(@Caller() caller: Principal, @PathId('id') id: number, @Body() body: NewMember): Promise<Success> {
    await this.members.add(caller, id, body.user_id);
    return { success: true };
  }

  /** Update member role */
  @Put('channels/:id/members/:user_id')
  @Access('chat:write')
  @Reply(Success)
  async setRole(
    @Caller() caller: Principal,
    @PathId('id') id: number,
    @PathId('user_id') userId: number,
    @Body() { role }: MemberRoleBody,
  ): Promise<Success> {
    await this.members.setRole(caller, id, userId, role);
    return { success: true };
  }

  /** Remove a channel member */
  @Delete('channels/:id/members/:user_id')
  @Access('chat:write')
  @Reply(Success)
  async removeMember(
    @Caller() caller: Principal,
    @PathId('id') id: number,
    @PathId('user_id') userId: number,
  ): Promise<Success> {
    await this.members.remove(caller, id, userId);
    return { success: true };
  }
}
