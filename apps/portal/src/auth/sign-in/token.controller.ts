import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  Access,
  Caller,
  Client,
  type ClientInfo,
  MaybeCaller,
  Public,
  Rate,
  Reply,
  SignedIn,
} from '../../boundary/access.js';
import { SUCCESS, Success } from '../../boundary/success.js';
import type { Principal } from '../principal.js';
import { DEVICE_COOKIE, SessionCookies } from './session-cookies.js';
import { SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';
import { RevokeTokenBody, SignInBody, SignInReply, TokenListReply, WsTicketReply } from './token.dto.js';
import { WsTicketsService } from './ws-tickets.service.js';

@ApiTags('Authentication')
@Controller('api')
export class TokenController {
  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: SessionsService,
    private readonly tickets: WsTicketsService,
    private readonly cookies: SessionCookies,
  ) {}

  /** Create session token (login) */
  @Post('token')
  @Public()
  @Rate('auth')
  @Reply(SignInReply)
  async signIn(
    @Body() body: SignInBody,
    @Client() client: ClientInfo,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInReply> {
    const signedIn = await this.signIns.withPassword(body, client, request.cookies[DEVICE_COOKIE]);
    return this.cookies.keep(request, reply, signedIn);
  }

  /** End the session of this request */
  @Post('logout')
  @Public()
  @Reply(Success)
  async signOut(
    @MaybeCaller() caller: Principal | null,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Success> {
    await this.sessions.signOut(caller);
    this.cookies.clear(request, reply);
    return SUCCESS;
  }

  /** List active tokens */
  @Get('tokens')
  @Access('me:read')
  @Reply(TokenListReply)
  list(@Caller() caller: Principal): Promise<TokenListReply> {
    return this.sessions.list(caller);
  }

  /** Revoke a token */
  @Post('token/revoke')
  @Access('me:write')
  @Reply(Success)
  async revoke(@Caller() { userId }: Principal, @Body() { token_id }: RevokeTokenBody): Promise<Success> {
    await this.sessions.revoke(userId, token_id);
    return SUCCESS;
  }

  /** A short-lived credential for WebSocket addresses */
  @Post('ws-tickets')
  @SignedIn()
  @Reply(WsTicketReply, 201)
  issueTicket(@Caller() caller: Principal): Promise<WsTicketReply> {
    return this.tickets.issue(caller);
  }
}
