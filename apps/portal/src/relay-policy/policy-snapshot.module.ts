import { Module } from '@nestjs/common';
import { RelayPolicy } from './relay-policy.js';

/** What the relay may let through, for every process that asks. */
@Module({ providers: [RelayPolicy], exports: [RelayPolicy] })
export class PolicySnapshotModule {}
