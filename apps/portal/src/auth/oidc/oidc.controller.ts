import { Controller, Get, HttpStatus, Query, Redirect, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Client, type ClientInfo, MaybeCaller, Public, Rate } from '../../boundary/access.js';
import type { Principal } from '../principal.js';
import { PublicOrigin } from '../public-origin.js';
import { SessionCookies } from '../sign-in/session-cookies.js';
import { OidcLoginQuery } from './oidc.dto.js';
import { OidcService } from './oidc.service.js';
import { OIDC_COOKIE, OidcCookie } from './oidc-cookie.js';

@ApiTags('Authentication')
@Controller('api/auth/oidc')
export class OidcController {
  constructor(
    private readonly oidc: OidcService,
    private readonly origin: PublicOrigin,
    private readonly cookie: OidcCookie,
    private readonly cookies: SessionCookies,
  ) {}

  /** Sign in through the provider: sends the browser there */
  @Get('login')
  @Public()
  @Rate('auth')
  @Redirect()
  async login(
    @Query() { return_to }: OidcLoginQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { url, cookie } = await this.oidc.begin(this.origin.of(request), return_to, null);
    this.cookie.set(request, reply, cookie);
    return { url, statusCode: HttpStatus.FOUND };
  }

  /** Where the provider sends the browser back */
  @Get('callback')
  @Public()
  @Rate('auth')
  @Redirect()
  async callback(
    @MaybeCaller() caller: Principal | null,
    @Client() client: ClientInfo,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const query = new URLSearchParams(request.url.split('?', 2)[1] ?? '');
    const { path, signedIn } = await this.oidc.finish(query, request.cookies[OIDC_COOKIE], caller, client);
    this.cookie.clear(request, reply);
    if (signedIn) this.cookies.keep(request, reply, signedIn);
    return { url: path, statusCode: HttpStatus.FOUND };
  }
}
