import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { HostKey } from './host-key.entity.js';
import { HostKeysService } from './host-keys.service.js';

/** Pinned host keys, also where nothing else of connections runs. */
@Module({ imports: [TypeOrmModule.forFeature([HostKey])], providers: [HostKeysService], exports: [HostKeysService] })
export class HostKeysModule {}
