import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { DISCOVERY_PROTOCOL_VERSION } from '#libs/relay-protocol';
import { Client, type ClientInfo, Public, Rate, Reply } from '../boundary/access.js';
import { Envelope } from '../boundary/envelope.js';
import { Admission, ipPrefix } from '../policy/index.js';
import { RelayPolicy } from '../relay-policy/index.js';
import { Announcement, AnnouncementReply, DiscoveryReply, type RelayDescriptorReply } from './discovery.dto.js';
import { OwnDescriptor } from './own-descriptor.js';
import { PeersService } from './peers.service.js';

@ApiTags('Relay')
@Envelope()
@Public()
@Rate('none')
@Controller()
export class DiscoveryController {
  private readonly isOn: boolean;

  constructor(
    config: PortalConfig,
    private readonly own: OwnDescriptor,
    private readonly peers: PeersService,
    private readonly policy: RelayPolicy,
    private readonly admission: Admission,
  ) {
    this.isOn = config.get('DISCOVERY');
  }

  /** List this relay and those it knows */
  @Get('discovery')
  @Reply(DiscoveryReply)
  async list(): Promise<DiscoveryReply> {
    this.requireDiscovery();
    const relays = [await this.own.sign(), ...(await this.peers.list())];
    return {
      protocol_version: DISCOVERY_PROTOCOL_VERSION,
      generated_at: new Date().toISOString(),
      relays: relays as RelayDescriptorReply[],
    };
  }

  /** Tell this relay of another */
  @Post('discovery/announce')
  @Reply(AnnouncementReply, 202)
  async announce(@Client() { ip }: ClientInfo, @Body() body: Announcement): Promise<AnnouncementReply> {
    this.requireDiscovery();
    if (this.policy.isIpBanned(ip)) throw new DomainError('relay.ip_banned');
    await this.admission.require('announce', ipPrefix(ip));
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

  private requireDiscovery(): void {
    if (!this.isOn) throw new DomainError('route.not_found');
  }
}
