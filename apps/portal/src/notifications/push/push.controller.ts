import { Body, Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../../auth/index.js';
import { Access, Caller, Reply } from '../../boundary/access.js';
import { SUCCESS, Success } from '../../boundary/success.js';
import { PushEndpoint, PushKeyReply, SubscribePush } from './push.dto.js';
import { PushSubscriptionsService } from './push-subscriptions.service.js';
import { VapidKeys } from './vapid-keys.js';

@ApiTags('Notifications')
@Controller('api/push')
export class PushController {
  constructor(
    private readonly subscriptions: PushSubscriptionsService,
    private readonly keys: VapidKeys,
  ) {}

  /** Get the key browsers subscribe with */
  @Get('public-key')
  @Access('me:read')
  @Reply(PushKeyReply)
  publicKey(): PushKeyReply {
    return { public_key: this.keys.publicKey };
  }

  /** Subscribe a browser to pushes */
  @Post('subscriptions')
  @Access('me:write')
  @Reply(Success, 201)
  async subscribe(@Caller() caller: Principal, @Body() body: SubscribePush): Promise<Success> {
    await this.subscriptions.subscribe(caller, body);
    return SUCCESS;
  }

  /** Unsubscribe a browser */
  @Delete('subscriptions')
  @Access('me:write')
  @Reply(Success)
  async unsubscribe(@Caller() { userId }: Principal, @Body() { endpoint }: PushEndpoint): Promise<Success> {
    await this.subscriptions.unsubscribe(userId, endpoint);
    return SUCCESS;
  }
}
