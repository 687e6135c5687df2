import { Body, Controller, Delete, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DomainError } from '#libs/contracts';
import { DISCOVERY_PROTOCOL_VERSION, RELAY_LIMITS } from '#libs/relay-protocol';
import { Public, Rate, Reply } from '../boundary/access.js';
import { Envelope } from '../boundary/envelope.js';
import { TakesJson } from '../boundary/json-bodies.js';
import { AnnouncerGuard, DiscoveryGuard } from './discovery.guard.js';
import { Announcement, AnnouncementReply, DiscoveryReply, type RelayDescriptorReply } from './discovery.dto.js';
import { OwnDescriptor } from './own-descriptor.js';
import { PeersService } from './peers.service.js';

@ApiTags('Relay')
@Envelope()
@Public()
@Rate('none')
@Controller()
export class DiscoveryController {
  constructor(
    private readonly own: OwnDescriptor,
    private readonly peers: PeersService,
  ) {}

  /** List this relay and those it knows */
  @Get('discovery')
  @UseGuards(DiscoveryGuard)
  @Reply(DiscoveryReply)
  async list(): Promise<DiscoveryReply> {
    const relays = [await this.own.sign(), ...(await this.peers.list())];
    return {
      protocol_version: DISCOVERY_PROTOCOL_VERSION,
      generated_at: new Date().toISOString(),
      relays: relays as RelayDescriptorReply[],
    };
  }

  /** Tell this relay of another */
  @Post('discovery/announce')
  @TakesJson(RELAY_LIMITS.body.sdk)
  @UseGuards(DiscoveryGuard, AnnouncerGuard)
  @Reply(AnnouncementReply, 202)
  async announce(@Body() body: Announcement): Promise<AnnouncementReply> {
    await this.peers.take(body.descriptor, { version: body.protocol_version ?? null });
    return { protocol_version: DISCOVERY_PROTOCOL_VERSION, accepted: true };
  }

  /** Route over several relays: there is no overlay here */
  @Post('sdk/hop')
  @HttpCode(200)
  addHop(): never {
    throw new DomainError('relay.unavailable');
  }

  /** Take back a route over several relays: there is no overlay here */
  @Delete('sdk/hop')
  removeHop(): never {
    throw new DomainError('relay.unavailable');
  }
}
