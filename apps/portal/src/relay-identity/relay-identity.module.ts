import { Module } from '@nestjs/common';
import { RelayIdentity } from './relay-identity.js';

@Module({ providers: [RelayIdentity], exports: [RelayIdentity] })
export class RelayIdentityModule {}
