import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../auth/index.js';
import { Access, Caller, PathId, Reply } from '../boundary/access.js';
import { Success } from '../boundary/success.js';
import {
  ConversationReply,
  ConversationsReply,
  MessagesQuery,
  MessagesReply,
  MuteBody,
  MuteReply,
  NewConversation,
  NewParticipants,
  ParticipantsReply,
} from './conversations.dto.js';
import { ConversationsService } from './conversations.service.js';

@ApiTags('Direct messages')
@Controller('api/dm/conversations')
export class ConversationsController {
  constructor(private readonly conversations: ConversationsService) {}

  /** List conversations */
  @Get()
  @Access('dm:read')
  @Reply(ConversationsReply)
  async list(@Caller() caller: Principal): Promise<ConversationsReply> {
    return { conversations: await this.conversations.list(caller) };
  }

  /** Create conversation */
  @Post()
  @Access('dm:write')
  @Reply(ConversationReply, 201)
  create(@Caller() caller: Principal, @Body() body: NewConversation): Promise<ConversationReply> {
    return this.conversations.create(caller, body);
  }

  /** Get conversation details */
  @Get(':id')
  @Access('dm:read')
  @Reply(ConversationReply)
  get(@Caller() caller: Principal, @PathId('id') id: number): Promise<ConversationReply> {
    return this.conversations.get(caller, id);
  }

  /** Get conversation messages */
  @Get(':id/messages')
  @Access('dm:read')
  @Reply(MessagesReply)
  messages(
    @Caller() caller: Principal,
    @PathId('id') id: number,
    @Query() query: MessagesQuery,
  ): Promise<MessagesReply> {
    return this.conversations.messages(caller, id, query);
  }

  /** Toggle conversation mute */
  @Post(':id/mute')
  @Access('dm:write')
  @Reply(MuteReply)
  async mute(@Caller() caller: Principal, @PathId('id') id: number, @Body() { muted }: MuteBody): Promise<MuteReply> {
    await this.conversations.mute(caller, id, muted);
    return { success: true, muted };
  }

  /** Leave group conversation */
  @Post(':id/leave')
  @Access('dm:write')
  @Reply(Success)
  async leave(@Caller() caller: Principal, @PathId('id') id: number): Promise<Success> {
    await this.conversations.leave(caller, id);
    return { success: true };
  }

  /** Add participants to group */
  @Post(':id/participants')
  @Access('dm:write')
  @Reply(ParticipantsReply)
  async add(
    @Caller() caller: Principal,
    @PathId('id') id: number,
    @Body() { user_ids }: NewParticipants,
  ): Promise<ParticipantsReply> {
    const { participants } = await this.conversations.add(caller, id, user_ids);
    return { success: true, participants };
  }
}
