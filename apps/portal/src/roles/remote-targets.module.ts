import { Global, Module } from '@nestjs/common';
import { ConnectionsModule, ConnectionTargets, RemoteTargets } from '../connections/index.js';
import { ServicesModule, ServiceTargets } from '../services/index.js';

/** Roads of connections open services too, and services build on connections: here the two meet. */
@Global()
@Module({
  imports: [ConnectionsModule, ServicesModule],
  providers: [
    {
      provide: RemoteTargets,
      inject: [ConnectionTargets, ServiceTargets],
      useFactory: (connections: ConnectionTargets, services: ServiceTargets): RemoteTargets => ({
        forConnection: (caller, id) => connections.find(caller, id),
        forService: (caller, plugin, id) => services.findOf(caller, plugin, id),
      }),
    },
  ],
  exports: [RemoteTargets],
})
export class RemoteTargetsModule {}
