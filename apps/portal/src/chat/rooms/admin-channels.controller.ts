import { Body, Controller, Delete, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../../auth/index.js';
import { Access, Caller, PathId, Reply } from '../../boundary/access.js';
import { Success } from '../../boundary/success.js';
import { ChannelChanges, ChannelReply, ChannelsReply } from './channels.dto.js';
import { channelState, ChannelsService } from './channels.service.js';

/** Changing and ending channels: administrators', and of whoever made the channel. */
@ApiTags('Administration')
@Controller('api/admin/channels')
export class AdminChannelsController {
  constructor(private readonly channels: ChannelsService) {}

  /** List all channels */
  @Get()
  @Access('admin:read', { role: 'admin' })
  @Reply(ChannelsReply)
  async list(): Promise<ChannelsReply> {
    return { channels: (await this.channels.listAll()).map((channel) => channelState(channel)) };
  }

  /** Rename a channel, change what it is about, who sees it and who writes */
  @Put(':id')
  @Access('chat:write')
  @Reply(ChannelReply)
  async change(
    @Caller() caller: Principal,
    @PathId('id') id: number,
    @Body() body: ChannelChanges,
  ): Promise<ChannelReply> {
    return channelState(await this.channels.change(caller, id, body));
  }

  /** Delete a channel with everything said in it */
  @Delete(':id')
  @Access('chat:write')
  @Reply(Success)
  async remove(@Caller() caller: Principal, @PathId('id') id: number): Promise<Success> {
    await this.channels.remove(caller, id);
    return { success: true };
  }
}
