import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../auth/index.js';
import { Access, Caller, Rate, Reply } from '../boundary/access.js';
import { SearchReply, SearchRequest } from './search.dto.js';
import { SearchService } from './search.service.js';

@ApiTags('Chat')
@Controller('api/chat/search')
export class SearchController {
  constructor(private readonly messages: SearchService) {}

  /** Search messages */
  @Get()
  @Access('chat:read')
  @Rate('search')
  @Reply(SearchReply)
  search(@Caller() caller: Principal, @Query() request: SearchRequest): Promise<SearchReply> {
    return this.messages.search(caller, request);
  }
}
