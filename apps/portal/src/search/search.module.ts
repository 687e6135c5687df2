import { Module } from '@nestjs/common';
import { BlockingModule } from '../blocking/index.js';
import { ChatStoreModule } from '../chat/index.js';
import { ModerationModule } from '../moderation/index.js';
import { SearchController } from './search.controller.js';
import { SearchService } from './search.service.js';

@Module({
  imports: [BlockingModule, ChatStoreModule, ModerationModule],
  controllers: [SearchController],
  providers: [SearchService],
})
export class SearchModule {}
