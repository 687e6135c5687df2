import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Client, type ClientInfo, Public, Rate, Reply } from '../../boundary/access.js';
import { PublicOrigin } from '../public-origin.js';
import { SessionCookies } from '../sign-in/session-cookies.js';
import { SignInReply } from '../sign-in/token.dto.js';
import { PasskeyRequestOptions, PasskeyResponse } from './passkey.dto.js';
import { PasskeySignInService } from './passkey-sign-in.service.js';
import { relyingPartyOf } from './relying-party.js';

@ApiTags('Authentication')
@Controller('api/auth/passkey')
export class PasskeySignInController {
  constructor(
    private readonly signIns: PasskeySignInService,
    private readonly cookies: SessionCookies,
    private readonly origin: PublicOrigin,
  ) {}

  /** Start signing in with a passkey */
  @Post('options')
  @Public()
  @Rate('auth')
  @Reply(PasskeyRequestOptions)
  options(@Req() request: FastifyRequest): Promise<PasskeyRequestOptions> {
    return this.signIns.options(relyingPartyOf(this.origin.of(request)));
  }

  /** Sign in with a passkey */
  @Post('verify')
  @Public()
  @Rate('auth')
  @Reply(SignInReply)
  async verify(
    @Body() body: PasskeyResponse,
    @Client() client: ClientInfo,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInReply> {
    return this.cookies.keep(request, reply, await this.signIns.verify(body, client));
  }
}
