import { Module } from '@nestjs/common';
import { SweepExpiredProcessor } from './sweep-expired.processor.js';

@Module({ providers: [SweepExpiredProcessor], exports: [SweepExpiredProcessor] })
export class MaintenanceModule {}
