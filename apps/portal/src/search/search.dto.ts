import { LIMITS } from '#libs/contracts';
import { Flag, Id, Integer, ListOf, Moment, OneOf, QueryInteger, Text } from '../boundary/fields.js';
import { MessageFields } from '../chat/index.js';

const MAX_ID = 2_147_483_647;

export const SCOPES = ['all', 'channels', 'dms'] as const;
export type SearchScope = (typeof SCOPES)[number];

/** All given conditions hold. */
export class SearchRequest {
  @Text({
    min: LIMITS.search.minQuery,
    max: LIMITS.search.maxQuery,
    description: 'Words, all of which must occur, and "quoted phrases". A word also finds longer ones it is part of.',
  })
  q: string;

  @OneOf(SCOPES, { optional: true, default: 'all' }) scope?: SearchScope;
  @QueryInteger({ min: 1, max: MAX_ID, description: 'Id of a channel.' }) channel_id?: number;
  @QueryInteger({ min: 1, max: MAX_ID, description: 'Id of a conversation.' }) conversation_id?: number;
  @Text({ max: 32, optional: true, description: 'User name of the sender, whatever its case.' }) from?: string;
  @OneOf(['image'], { optional: true }) has?: 'image';
  @Moment({ optional: true, description: 'Only messages from before this moment.' }) before?: string;
  @Moment({ optional: true, description: 'Only messages from this moment on.' }) after?: string;
  @QueryInteger({ min: 1, max: 50, fallback: 25 }) limit: number;
  @QueryInteger({ max: MAX_ID, fallback: 0 }) offset: number;
}

export class Highlight {
  @Integer({ description: 'In UTF-16 units of `message`.' }) start: number;
  @Integer({ description: 'Exclusive.' }) end: number;
}

export class SearchResult extends MessageFields {
  @OneOf(['channel', 'dm']) source: 'channel' | 'dm';
  @Id({ optional: true }) channel_id?: number;
  @Text({ max: LIMITS.channelName, optional: true }) channel_name?: string;
  @Id({ optional: true }) conversation_id?: number;
  @Text({ max: 400, optional: true, description: 'The name of a group, or of those one is in it with.' })
  conversation_name?: string;
  @ListOf(Highlight, { description: 'Where the query was found.' }) highlights: Highlight[];
}

export class SearchReply {
  @ListOf(SearchResult, { description: 'Whole words first, then beginnings, then parts of words; each newest first.' })
  results: SearchResult[];
  @Integer({ description: 'Of those counted: all there are, unless `more`.' }) total: number;
  @Flag({ description: 'Counting stopped after the page; at most the best thousand can be paged through.' })
  more: boolean;
  @Integer() limit: number;
  @Integer() offset: number;
}
