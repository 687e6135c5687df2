import { Body, Controller, Delete, Get, Post, Put, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Access, Caller, PathId, Rate, Reply } from '../../boundary/access.js';
import { SUCCESS, Success } from '../../boundary/success.js';
import type { Principal } from '../principal.js';
import { PublicOrigin } from '../public-origin.js';
import {
  PasskeyCreationOptions,
  PasskeyListReply,
  PasskeyReply,
  RegisterPasskey,
  RenamePasskey,
} from './passkey.dto.js';
import { PasskeysService } from './passkeys.service.js';
import { relyingPartyOf } from './relying-party.js';

@ApiTags('Passkeys')
@Controller('api/me/passkeys')
export class PasskeysController {
  constructor(
    private readonly passkeys: PasskeysService,
    private readonly origin: PublicOrigin,
  ) {}

  /** List passkeys */
  @Get()
  @Access('me:read')
  @Reply(PasskeyListReply)
  list(@Caller() { userId }: Principal): Promise<PasskeyListReply> {
    return this.passkeys.list(userId);
  }

  /** Start adding a passkey */
  @Post('options')
  @Access('me:write', { sessionOnly: true })
  @Reply(PasskeyCreationOptions)
  options(@Caller() caller: Principal, @Req() request: FastifyRequest): Promise<PasskeyCreationOptions> {
    return this.passkeys.options(caller, relyingPartyOf(this.origin.of(request)));
  }

  /** Add a passkey */
  @Post()
  @Access('me:write', { sessionOnly: true })
  @Rate('auth')
  @Reply(PasskeyReply, 201)
  register(@Caller() { userId }: Principal, @Body() body: RegisterPasskey): Promise<PasskeyReply> {
    return this.passkeys.register(userId, body);
  }

  /** Rename a passkey */
  @Put(':id')
  @Access('me:write', { sessionOnly: true })
  @Reply(PasskeyReply)
  rename(
    @Caller() { userId }: Principal,
    @PathId() id: number,
    @Body() { name }: RenamePasskey,
  ): Promise<PasskeyReply> {
    return this.passkeys.rename(userId, id, name);
  }

  /** Delete a passkey */
  @Delete(':id')
  @Access('me:write', { sessionOnly: true })
  @Reply(Success)
  async remove(@Caller() { userId }: Principal, @PathId() id: number): Promise<Success> {
    await this.passkeys.remove(userId, id);
    return SUCCESS;
  }
}
