import { type DynamicModule, Module } from '@nestjs/common';
import { ConnectionsWorkerModule } from '../connections/index.js';
import { MaintenanceModule } from '../maintenance/maintenance.module.js';
import { PlatformModule, type PlatformOptions } from './platform.module.js';

/** What runs in the background: job handlers and durable event listeners. */
@Module({ imports: [ConnectionsWorkerModule, MaintenanceModule] })
export class WorkerRole {
  /** A process that does nothing else. */
  static alone(platform: PlatformOptions): DynamicModule {
    return { module: WorkerRole, imports: [PlatformModule.forRoot(platform)] };
  }
}
