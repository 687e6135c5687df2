import { Module } from '@nestjs/common';
import { RelayIdentityModule } from '../relay-identity/index.js';
import { RelayNodesModule } from '../relay-nodes/index.js';
import { RelayPolicyModule } from '../relay-policy/index.js';
import { LeasesModule } from '../sdk-lease/index.js';
import { LeaseList } from './lease-list.js';
import { StateController } from './state.controller.js';
import { UiController } from './ui.controller.js';
import { UiPolicyController } from './ui-policy.controller.js';

/** What is published through the relay, for visitors and administrators. */
@Module({
  imports: [LeasesModule, RelayIdentityModule, RelayNodesModule, RelayPolicyModule],
  controllers: [StateController, UiController, UiPolicyController],
  providers: [LeaseList],
})
export class RelayDirectoryModule {}
