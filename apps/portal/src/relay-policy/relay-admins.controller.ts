import { Body, Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { RELAY_LIMITS } from '#libs/relay-protocol';
import { Client, type ClientInfo, Public, Rate, Reply } from '../boundary/access.js';
import { Envelope } from '../boundary/envelope.js';
import { TakesJson } from '../boundary/json-bodies.js';
import { Bearer, RelayAdmin, RelayAdminGuard } from './relay-admin.guard.js';
import { RelayAdmins } from './relay-admins.js';
import { RelayAdminLogin, RelayAdminStatus, RelayAdminToken } from './relay-admins.dto.js';

@ApiTags('Relay')
@Envelope()
@TakesJson(RELAY_LIMITS.body.admin)
@Controller('api/admin/auth')
export class RelayAdminsController {
  constructor(
    private readonly admins: RelayAdmins,
    private readonly guard: RelayAdminGuard,
  ) {}

  /** Sign in with the admin token of the relay */
  @Post('login')
  @Public()
  @Rate('auth')
  @Reply(RelayAdminToken)
  login(@Body() { token }: RelayAdminLogin, @Client() { ip }: ClientInfo): Promise<RelayAdminToken> {
    return this.admins.login(token, ip);
  }

  /** Ask whether a bearer token is good */
  @Get('status')
  @Public()
  @Rate('none')
  @Reply(RelayAdminStatus)
  async status(@Req() request: FastifyRequest): Promise<RelayAdminStatus> {
    return { authenticated: await this.guard.isAdmin(request) };
  }

  /** End a session of the admin token */
  @Post('logout')
  @RelayAdmin()
  @HttpCode(200)
  async logout(@Bearer() token: string | undefined): Promise<object> {
    if (token !== undefined) await this.admins.logout(token);
    return {};
  }
}
