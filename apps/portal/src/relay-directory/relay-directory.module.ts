import { Module } from '@nestjs/common';
import { RelayIdentityModule } from '../relay-identity/index.js';
import { RelayNodesModule } from '../relay-nodes/index.js';
import { RelayPolicyModule } from '../relay-policy/index.js';
import { LeasesModule } from '../sdk-lease/index.js';
import { LeaseList } from './lease-list.js';
import { RelayPresence } from './relay-presence.js';
import { StateController } from './state.controller.js';
import { Photographer } from './thumbnails/photographer.js';
import { ThumbnailsController } from './thumbnails/thumbnails.controller.js';
import { Thumbnails } from './thumbnails/thumbnails.js';
import { UiController } from './ui.controller.js';
import { UiPolicyController } from './ui-policy.controller.js';

/** What is published through the relay, for visitors and administrators. */
@Module({
  imports: [LeasesModule, RelayIdentityModule, RelayNodesModule, RelayPolicyModule],
  controllers: [StateController, UiController, UiPolicyController, ThumbnailsController],
  providers: [LeaseList, RelayPresence, Photographer, Thumbnails],
})
export class RelayDirectoryModule {}
