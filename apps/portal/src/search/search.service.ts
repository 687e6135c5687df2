import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError, hasScope, roleAtLeast } from '#libs/contracts';
import type { Principal } from '../auth/index.js';
import { Blocks } from '../blocking/index.js';
import { Authors, hiddenAuthors, hiddenIn, MessageReader, receiverOf, RoomKeys, withoutHidden } from '../chat/index.js';
import { Sanctions } from '../moderation/index.js';
import type { Hidden, MessageConditions } from './candidates.js';
import { placeNames, withOthers } from './place-names.js';
import { type Ranking, rankMessages } from './ranking.js';
import { parseQuery, type SearchQuery } from './search-query.js';
import { readMoment } from './search-moment.js';
import { readView, type SearchRoom, type SearchView, viewing } from './search-view.js';
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
    const { ranking, page, stored, rooms } = await viewing(this.dataSource, async (tx) => {
      const view = await this.view(caller, request, conditions, tx);
      const ranking = conditions ? await this.rank(caller, query, conditions, view, request, tx) : NOTHING;
      const page = new Map(ranking.messages.slice(offset, offset + limit).map((match) => [match.id, match]));
      const shown = new Set([...page.values()].map(({ roomId }) => roomId));
      const rooms = await withOthers(
        tx,
        view.rooms.filter(({ id }) => shown.has(id)),
        caller.userId,
      );
      return { ranking, page, stored: await this.reader.load([...page.keys()], tx), rooms };
    });
    const places = await placeNames(rooms, this.authors);
    const kinds = new Map(rooms.map(({ id, kind }) => [id, kind]));
    const seen = stored.flatMap((message) =>
      withoutHidden([message], hiddenIn({ kind: kinds.get(message.roomId)! }, caller.userId, this.blocks)),
    );
    const messages = await this.reader.present(seen, receiverOf(caller));
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
    };
  }

  private async view(
    caller: Principal,
    { scope = 'all', channel_id, conversation_id }: SearchRequest,
    conditions: MessageConditions | undefined,
    tx: EntityManager,
  ): Promise<SearchView> {
    const { rooms, extent } = await readView(tx, {
      userId: caller.userId,
      channels: scope !== 'dms' && conversation_id === undefined,
      conversations: scope !== 'channels' && channel_id === undefined && hasScope(caller.scopes, 'dm:read'),
      roomId: channel_id ?? conversation_id,
      before: conditions?.before,
      after: conditions?.after,
    });
    return {
      rooms: rooms.filter(({ id, kind }) => kind !== 'channel' || this.mayEnter(caller.userId, id)),
      extent,
    };
  }

  private hiddenFrom(userId: number, rooms: readonly SearchRoom[]): Hidden[] {
    return (['channel', 'group'] as const)
      .map((kind) => ({
        roomIds: rooms.filter((room) => room.kind === kind).map(({ id }) => id),
        authorIds: [...hiddenAuthors(kind, userId, this.blocks)],
      }))
      .filter(({ roomIds, authorIds }) => roomIds.length > 0 && authorIds.length > 0);
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
    caller: Principal,
    query: SearchQuery,
    conditions: MessageConditions,
    { rooms, extent }: SearchView,
    { scope, channel_id, conversation_id, limit, offset }: SearchRequest,
    tx: EntityManager,
  ): Promise<Ranking> {
    if (query.length === 0 || rooms.length === 0 || !extent) return NOTHING;
    const filter = {
      ...conditions,
      roomIds: rooms.map(({ id }) => id),
      hidden: this.hiddenFrom(caller.userId, rooms),
      isNarrow: scope === 'dms' || channel_id !== undefined || conversation_id !== undefined,
    };
    const { terms } = this.index;
    return rankMessages(tx, { query, terms, keys: this.keys, filter, extent, pageEnd: offset + limit });
  }
}
