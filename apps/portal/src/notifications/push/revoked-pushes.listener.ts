import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '#libs/events';
import { CredentialRevoked } from '../../auth/auth.events.js';
import { PushSubscriptionsService } from './push-subscriptions.service.js';

/** Subscriptions end with the sign-in they were made in. */
@Injectable()
export class RevokedPushes implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly subscriptions: PushSubscriptionsService,
  ) {}

  onModuleInit(): void {
    this.events.on(CredentialRevoked, 'notifications.end-pushes', (revoked) => this.subscriptions.end(revoked));
  }
}
