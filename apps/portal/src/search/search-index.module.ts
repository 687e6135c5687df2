import { Global, Module } from '@nestjs/common';
import { MessageIndex } from '../chat/index.js';
import { SearchIndex } from './search-index.js';

/** For every role that stores messages. */
@Global()
@Module({
  providers: [SearchIndex, { provide: MessageIndex, useExisting: SearchIndex }],
  exports: [SearchIndex, MessageIndex],
})
export class SearchIndexModule {}
