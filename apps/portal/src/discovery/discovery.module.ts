import { Module } from '@nestjs/common';
import { PolicyModule } from '../policy/index.js';
import { DiscoveryController } from './discovery.controller.js';
import { RelayWordsModule } from './relay-words.module.js';

/** Relays that find each other: what they ask of this one. */
@Module({ imports: [PolicyModule, RelayWordsModule], controllers: [DiscoveryController] })
export class DiscoveryModule {}
