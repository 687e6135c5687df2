import { Body, Controller, Delete, Get, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, Caller, PathId, Rate, Reply } from '../../boundary/access.js';
import { SUCCESS, Success } from '../../boundary/success.js';
import type { Principal } from '../principal.js';
import { PublicOrigin } from '../public-origin.js';
import { IdentitiesService } from './identities.service.js';
import { IdentityListReply, OidcLinkReply, OidcLoginQuery } from './oidc.dto.js';
import { OidcService } from './oidc.service.js';
import { OidcCookie } from './oidc-cookie.js';

@ApiTags('User management')
@Controller('api/me/identities')
export class IdentitiesController {
  constructor(
    private readonly identities: IdentitiesService,
    private readonly oidc: OidcService,
    private readonly origin: PublicOrigin,
    private readonly cookie: OidcCookie,
  ) {}

  /** List linked sign-ins */
  @Get()
  @Access('me:read')
  @Reply(IdentityListReply)
  list(@Caller() { userId }: Principal): Promise<IdentityListReply> {
    return this.identities.list(userId);
  }

  /** Start linking a sign-in through the provider */
  @Post('oidc')
  @Access('me:write', { sessionOnly: true })
  @Rate('auth')
  @Reply(OidcLinkReply)
  async link(
    @Caller() { userId }: Principal,
    @Body() { return_to }: OidcLoginQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OidcLinkReply> {
    const { url, cookie } = await this.oidc.begin(this.origin.of(request), return_to ?? '/settings/security', userId);
    this.cookie.set(request, reply, cookie);
    return { url };
  }

  /** Unlink a sign-in */
  @Delete(':id')
  @Access('me:write', { sessionOnly: true })
  @Reply(Success)
  async unlink(@Caller() { userId }: Principal, @PathId() id: number): Promise<Success> {
    await this.identities.unlink(userId, id);
    return SUCCESS;
  }
}
