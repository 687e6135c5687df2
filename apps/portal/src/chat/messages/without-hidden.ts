import type { Blocks } from '../../blocking/index.js';
import type { RoomInfo } from '../rooms/rooms.js';
import type { StoredMessage, StoredParent } from './stored-message.js';

type Authored = Pick<StoredParent, 'userId' | 'anonymous'>;

/** Without what a user is not to see in a room, also where it is quoted; that something is gone, everybody may know. */
export const withoutHidden = (
  messages: readonly StoredMessage[],
  isHidden: (message: Authored) => boolean,
): StoredMessage[] =>
  messages
    .filter((message) => message.deletedAt !== null || !isHidden(message))
    .map((message) => (message.parent && isHidden(message.parent) ? { ...message, parent: null } : message));

/**
 * Whose messages a user is not to see. In a channel, what somebody wrote whom the user has blocked; in a group also what somebody did who has blocked the user. An
 * anonymous message that is missing would tell who wrote it, and two alone have seen what they wrote.
 */
export const hiddenAuthors = (
  kind: RoomInfo['kind'],
  userId: number,
  blocks: Pick<Blocks, 'apartFrom' | 'blockedBy'>,
): ReadonlySet<number> => {
  if (kind === 'direct') return new Set();
  return kind === 'group' ? blocks.apartFrom(userId) : new Set(blocks.blockedBy(userId));
};

/** Whether a user is not to see a message of the room. */
export const hiddenIn = (
  { kind }: Pick<RoomInfo, 'kind'>,
  userId: number,
  blocks: Pick<Blocks, 'apartFrom' | 'blockedBy'>,
): ((message: Authored) => boolean) => {
  const hidden = hiddenAuthors(kind, userId, blocks);
  return (message) => message.userId !== null && !message.anonymous && hidden.has(message.userId);
};
