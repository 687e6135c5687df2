import { Module } from '@nestjs/common';
import { RetentionRunner } from './retention-runner.js';
import { RunRetentionProcessor } from './run-retention.processor.js';

/** Wants `EXPIRIES`. */
@Module({ providers: [RetentionRunner, RunRetentionProcessor] })
export class RetentionWorkerModule {}
