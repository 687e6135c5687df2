import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Client, type ClientInfo, Public, Rate, Reply } from '../../boundary/access.js';
import { SessionCookies } from '../sign-in/session-cookies.js';
import { SignInReply } from '../sign-in/token.dto.js';
import { AuthOptionsService } from './auth-options.service.js';
import { AuthOptionsReply, RegisterBody, RegisterReply, SetupBody } from './registration.dto.js';
import { RegistrationService } from './registration.service.js';
import { SetupService } from './setup.service.js';

@ApiTags('Registration')
@Controller('api')
export class RegistrationController {
  constructor(
    private readonly options: AuthOptionsService,
    private readonly registrations: RegistrationService,
    private readonly setups: SetupService,
    private readonly cookies: SessionCookies,
  ) {}

  /** How one can sign in here */
  @Get('auth/options')
  @Public()
  @Reply(AuthOptionsReply)
  read(): Promise<AuthOptionsReply> {
    return this.options.read();
  }

  /** Register a new account */
  @Post('register')
  @Public()
  @Rate('auth')
  @Reply(RegisterReply, 201)
  register(@Body() body: RegisterBody, @Client() client: ClientInfo): Promise<RegisterReply> {
    return this.registrations.register(body, client);
  }

  /** Create the first administrator */
  @Post('setup')
  @Public()
  @Rate('auth')
  @Reply(SignInReply, 201)
  async setUp(
    @Body() body: SetupBody,
    @Client() client: ClientInfo,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInReply> {
    return this.cookies.keep(request, reply, await this.setups.create(body, client));
  }
}
