import { Module } from '@nestjs/common';
import { UsersModule } from '../users/index.js';
import { BlockingController } from './blocking.controller.js';
import { Blocks } from './blocks.service.js';

@Module({ imports: [UsersModule], controllers: [BlockingController], providers: [Blocks], exports: [Blocks] })
export class BlockingModule {}
