import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../auth/principal.js';
import { Access, Caller, Reply } from '../boundary/access.js';
import { presentProfile, ProfileService } from './profile.service.js';
import {
  AnonymousBody,
  AnonymousReply,
  AvatarFields,
  AvatarReply,
  MeReply,
  NicknameBody,
  NicknameReply,
  StatusBody,
  StatusReply,
} from './user.dto.js';

@ApiTags('User management')
@Controller('api/me')
export class MeController {
  constructor(private readonly profiles: ProfileService) {}

  /** Get current user info */
  @Get()
  @Access('me:read')
  @Reply(MeReply)
  get(@Caller() { profile }: Principal): MeReply {
    return presentProfile(profile);
  }

  /** Update chat status */
  @Put('status')
  @Access('me:write')
  @Reply(StatusReply)
  setStatus(@Caller() { userId }: Principal, @Body() body: StatusBody): Promise<StatusReply> {
    return this.profiles.setStatus(userId, body);
  }

  /** Update display nickname */
  @Put('nickname')
  @Access('me:write')
  @Reply(NicknameReply)
  setNickname(@Caller() { userId }: Principal, @Body() { nickname }: NicknameBody): Promise<NicknameReply> {
    return this.profiles.setNickname(userId, nickname);
  }

  /** Update avatar */
  @Put('avatar')
  @Access('me:write')
  @Reply(AvatarReply)
  setAvatar(@Caller() { userId }: Principal, @Body() body: AvatarFields): Promise<AvatarReply> {
    return this.profiles.setAvatar(userId, body);
  }

  /** Toggle anonymous mode */
  @Put('anonymous')
  @Access('me:write')
  @Reply(AnonymousReply)
  setAnonymous(@Caller() { userId }: Principal, @Body() { anonymous }: AnonymousBody): Promise<AnonymousReply> {
    return this.profiles.setAnonymous(userId, anonymous);
  }
}
