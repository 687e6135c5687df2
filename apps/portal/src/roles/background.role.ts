import { type DynamicModule, Module } from '@nestjs/common';
import { MediaRole } from './media.role.js';
import { PlatformModule, type PlatformOptions } from './platform.module.js';
import { RelayRole } from './relay.role.js';
import { WorkerRole } from './worker.role.js';

/** A process that answers no HTTP of the public. */
@Module({})
export class BackgroundRole {
  static forPlatform(platform: PlatformOptions): DynamicModule {
    const { roles } = platform.installation;
    return {
      module: BackgroundRole,
      imports: [
        PlatformModule.forRoot(platform),
        ...(roles.includes('worker') ? [WorkerRole] : []),
        ...(roles.includes('media') ? [MediaRole] : []),
        ...(roles.includes('relay') ? [RelayRole] : []),
      ],
    };
  }
}
