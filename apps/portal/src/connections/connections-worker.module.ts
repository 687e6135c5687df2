import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { HostKey } from './host-key.entity.js';
import { OrphanedHostKeys } from './orphaned-host-keys.listener.js';

/** Durable listeners: they run where the worker role does. */
@Module({ imports: [TypeOrmModule.forFeature([HostKey])], providers: [OrphanedHostKeys] })
export class ConnectionsWorkerModule {}
