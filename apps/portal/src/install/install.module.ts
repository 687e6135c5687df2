import { Module } from '@nestjs/common';
import { RelayIdentityModule } from '../relay-identity/index.js';
import { RelayNodesModule } from '../relay-nodes/index.js';
import { ClientBundle } from './client-bundle.js';
import { InstallController } from './install.controller.js';

/** Hands out the client of tunnels. */
@Module({
  imports: [RelayIdentityModule, RelayNodesModule],
  controllers: [InstallController],
  providers: [ClientBundle],
})
export class InstallModule {}
