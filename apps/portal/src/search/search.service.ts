import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError, hasScope, roleAtLeast } from '#libs/contracts';
import type { Principal } from '../auth/index.js';
import { Blocks } from '../blocking/index.js';
import { Authors, MessageReader, receiverOf, RoomKeys } from '../chat/index.js';
import { Sanctions } from '../moderation/index.js';
import { type MessageConditions, readExtent } from './candidate-walk.js';
import { type Ranking, rankMessages } from './ranking.js';
import { parseQuery, type SearchQuery } from './search-query.js';
import { readMoment } from './search-moment.js';
import { placesOf, roomNames, type SearchRoom, visibleRooms } from './search-rooms.js';
import type { SearchReply, SearchRequest } from './search.dto.js';
import { SearchIndex } from './search-index.js';

const NOTHING: Ranking = { messages: [], isCut: false };

/** Finds messages among those the caller may read. */
@Injectable()
export class SearchService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly index: SearchIndex,
    private readonly keys: RoomKeys,
    private readonly reader: MessageReader,
    private readonly authors: Authors,
    private readonly blocks: Blocks,
    private readonly sanctions: Sanctions,
  ) {}

  /** @throws DomainError request.invalid */
  async search(caller: Principal, request: SearchRequest): Promise<SearchReply> {
    const { limit, offset } = request;
    const query = parseQuery(request.q);
    const conditions = await this.conditionsOf(caller, request);
    // Who may read what, which messages there are and what they say is read as of one moment.
    const { ranking, page, stored, rooms } = await this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      // What PostgreSQL believes of how rare a word is may be far off, but reading all messages is never the better plan.
      await tx.query('SET TRANSACTION READ ONLY; SET LOCAL enable_seqscan = off');
      const visible = conditions ? await this.visibleRooms(caller, request, tx) : [];
      const ranking = conditions ? await this.rank(query, conditions, visible, request, tx) : NOTHING;
      const page = new Map(ranking.messages.slice(offset, offset + limit).map((match) => [match.id, match]));
      const shown = new Set([...page.values()].map(({ roomId }) => roomId));
      const rooms = await roomNames(
        tx,
        visible.filter(({ id }) => shown.has(id)),
        caller.userId,
      );
      return { ranking, page, stored: await this.reader.load([...page.keys()], tx), rooms };
    });
    const places = await placesOf(rooms, this.authors);
    const messages = await this.reader.present(stored, receiverOf(caller));
    const results = messages.map((message) => {
      const { roomId, ranges } = page.get(message.id)!;
      return { ...message, ...places.get(roomId)!, highlights: ranges };
    });
    return { results, total: ranking.messages.length, more: ranking.isCut, limit, offset };
  }

  /** Undefined: nothing can meet them. */
  private async conditionsOf(caller: Principal, request: SearchRequest): Promise<MessageConditions | undefined> {
    const before = readMoment('before', request.before);
    const after = readMoment('after', request.after);
    const [authorId] = request.from === undefined ? [] : await this.authors.idsOf([request.from.toLowerCase()]);
    if (request.from !== undefined && authorId === undefined) return undefined;
    return {
      authorId,
      revealsAnonymous: roleAtLeast(caller.role, 'moderator'),
      hasImage: request.has === 'image',
      before,
      after,
      hiddenAuthorIds: this.blocks.blockedBy(caller.userId),
    };
  }

  private async visibleRooms(caller: Principal, request: SearchRequest, tx: EntityManager): Promise<SearchRoom[]> {
    const { scope = 'all', channel_id, conversation_id } = request;
    const rooms = await visibleRooms(tx, caller.userId, {
      channels: scope !== 'dms' && conversation_id === undefined,
      conversations: scope !== 'channels' && channel_id === undefined && hasScope(caller.scopes, 'dm:read'),
      id: channel_id ?? conversation_id,
    });
    return rooms.filter(({ id, kind }) => kind !== 'channel' || this.mayEnter(caller.userId, id));
  }

  private mayEnter(userId: number, roomId: number): boolean {
    try {
      this.sanctions.requireEntry(userId, roomId);
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }

  private async rank(
    query: SearchQuery,
    conditions: MessageConditions,
    rooms: readonly SearchRoom[],
    { scope, channel_id, conversation_id }: SearchRequest,
    tx: EntityManager,
  ): Promise<Ranking> {
    if (query.length === 0 || rooms.length === 0) return NOTHING;
    const extent = await readExtent(tx, conditions);
    if (!extent) return NOTHING;
    const filter = {
      ...conditions,
      roomIds: rooms.map(({ id }) => id),
      isNarrow: scope === 'dms' || channel_id !== undefined || conversation_id !== undefined,
    };
    return rankMessages(tx, { query, terms: this.index.terms, keys: this.keys }, filter, extent);
  }
}
