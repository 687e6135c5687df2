import { Body, Controller, Get, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RELAY_LIMITS } from '#libs/relay-protocol';
import { Client, type ClientInfo, Public, Rate, Reply } from '../boundary/access.js';
import { Envelope } from '../boundary/envelope.js';
import { TakesJson } from '../boundary/json-bodies.js';
import { BannedAddressGuard } from './banned-address.guard.js';
import { ChallengesService } from './challenges.service.js';
import { ConnectRoad } from './connect.road.js';
import { LeaseTermsService } from './lease-terms.service.js';
import { RegistrationsService } from './registrations.service.js';
import { RelayDomain } from './relay-domain.js';
import {
  ChallengeReply,
  DomainReply,
  LeaseEnd,
  LeaseEndReply,
  LeaseRenewal,
  LeaseReply,
  NewChallenge,
  NewLease,
  RenewalReply,
} from './sdk-lease.dto.js';

@ApiTags('Relay')
@Envelope()
@Public()
@Rate('none')
@TakesJson(RELAY_LIMITS.body.sdk)
@Controller('sdk')
export class SdkLeaseController {
  constructor(
    private readonly relay: RelayDomain,
    private readonly challenges: ChallengesService,
    private readonly registrations: RegistrationsService,
    private readonly terms: LeaseTermsService,
    private readonly sessions: ConnectRoad,
  ) {}

  /** Describe the relay to its clients */
  @Get('domain')
  @Reply(DomainReply)
  describeRelay(): Promise<DomainReply> {
    return this.relay.describe();
  }

  /** Become a session that waits for visitors: the connection is no HTTP any more, with `Upgrade: raw` or without */
  @Get('connect')
  @ApiResponse({ status: 101, description: 'A session from now on. Clients that ask for no upgrade hear 200.' })
  connect(@Req() { raw }: FastifyRequest, @Res() reply: FastifyReply): void {
    reply.hijack();
    this.sessions.take(raw, reply.raw);
  }

  /** Ask for a text that proves an identity when signed */
  @Post('register/challenge')
  @UseGuards(BannedAddressGuard)
  @Reply(ChallengeReply, 201)
  issueChallenge(
    @Client() { ip }: ClientInfo,
    @Req() { headers, protocol }: FastifyRequest,
    @Body() body: NewChallenge,
  ): Promise<ChallengeReply> {
    return this.challenges.issue(body, { ip, host: headers.host, scheme: protocol });
  }

  /** Register a lease with a signed challenge */
  @Post('register')
  @UseGuards(BannedAddressGuard)
  @Reply(LeaseReply, 201)
  registerLease(@Client() { ip }: ClientInfo, @Body() body: NewLease): Promise<LeaseReply> {
    return this.registrations.register(body, ip);
  }

  /** Renew a lease */
  @Post('renew')
  @UseGuards(BannedAddressGuard)
  @Reply(RenewalReply)
  renewLease(@Client() { ip }: ClientInfo, @Body() body: LeaseRenewal): Promise<RenewalReply> {
    return this.terms.renew(body, ip);
  }

  /** Give a lease up */
  @Post('unregister')
  @Reply(LeaseEndReply)
  async unregisterLease(@Body() { access_token }: LeaseEnd): Promise<LeaseEndReply> {
    await this.terms.unregister(access_token);
    return {};
  }
}
