import type { ChatServerFrame } from '#libs/contracts';
import type { Blocks } from '../../blocking/index.js';
import { nameOf, presentMessage, presentPoll, presentTally, type Profiles } from '../messages/present-message.js';
import type { StoredParent } from '../messages/stored-message.js';
import type { RoomInfo } from '../rooms/rooms.js';
import { type Outgoing, prepare, prepareSkipped, type Where } from './outgoing.js';
import type { Happening } from './room-feed.js';

interface FrameContext {
  room: RoomInfo;
  profiles: Profiles;
  blocks: Pick<Blocks, 'blockersOf' | 'apartFrom'>;
}

/** The frame of a change for whoever sees the room, of the channel's or the conversation's kind. */
export const framesOf = (happening: Happening, context: FrameContext): Outgoing => {
  const { change, message } = happening;
  const { profiles, room } = context;
  // Deleted by now: that is told next.
  if (message.deletedAt && change.k !== 'deleted') {
    return { seq: change.s, plain: prepareSkipped(whereOf(room), change.s, change.s) };
  }
  if (change.k === 'posted') return postedFrames(happening, context);
  if (change.k === 'voted') return votedFrames(happening);
  const frame =
    room.kind === 'channel' ? channelFrame(happening, room, profiles) : conversationFrame(happening, room, profiles);
  return { seq: change.s, plain: prepare(frame), ...hiding(message, context) };
};

const postedFrames = ({ change, message }: Happening, context: FrameContext): Outgoing => {
  const { profiles, room } = context;
  const veiledFrom = message.parent ? hiding(message.parent, context).hiddenFrom : undefined;
  const frameFor = (receiver: { isModerator: boolean; userId?: number }, isVeiled = false): Buffer => {
    const presented = presentMessage(isVeiled ? { ...message, parent: null } : message, profiles, receiver);
    if (room.kind !== 'channel') return prepare({ type: 'dm_message', conversation_id: room.id, ...presented });
    if (!message.poll) return prepare({ type: 'message', channel: room.name!, ...presented });
    const poll = presentPoll(message.poll);
    return prepare({ type: 'poll_created', channel: room.name!, message: presented, poll, seq: change.s });
  };
  const author = message.userId;
  const knowsItself = author !== null && (message.anonymous || message.nonce !== null);
  return {
    seq: change.s,
    plain: frameFor({ isModerator: false }),
    ...(message.anonymous && { moderator: frameFor({ isModerator: true }) }),
    ...(knowsItself && {
      own: {
        userId: author,
        bytes: frameFor({ isModerator: false, userId: author }, veiledFrom?.has(author)),
      },
    }),
    ...(veiledFrom && { veiled: { from: veiledFrom, bytes: frameFor({ isModerator: false }, true) } }),
    ...hiding(message, context),
  };
};

/** Everybody learns the tally; each voter's own choice is in `voters`, or known to the one who voted. */
const votedFrames = ({ change, message }: Happening): Outgoing => {
  // A poll goes only with its message.
  const poll = message.poll!;
  const tally = presentTally(poll);
  const frame = {
    type: 'poll_updated',
    poll_id: poll.id,
    ...tally,
    message_id: message.id,
    seq: change.s,
  } as const;
  return { seq: change.s, plain: prepare(frame) };
};

/**
 * In a channel, from whoever blocked the author; in a group also from whom the author blocked. Two alone cannot write then.
 * What is anonymous is hidden from nobody: who misses it would know its author.
 */
const hiding = (
  { userId, anonymous }: Pick<StoredParent, 'userId' | 'anonymous'>,
  { blocks, room }: FrameContext,
): Pick<Outgoing, 'hiddenFrom' | 'where'> => {
  if (userId === null || anonymous || room.kind === 'direct') return {};
  const hiddenFrom = room.kind === 'group' ? blocks.apartFrom(userId) : blocks.blockersOf(userId);
  return hiddenFrom.size > 0 ? { hiddenFrom, where: whereOf(room) } : {};
};

const whereOf = ({ id, kind, name }: RoomInfo): Where =>
  kind === 'channel' ? { channel: name! } : { conversation_id: id };

const usernameOf = (userId: number, profiles: Profiles): string =>
  nameOf({ userId, senderName: null, anonymous: false }, profiles);

const channelFrame = ({ change, message }: Happening, room: RoomInfo, profiles: Profiles): ChatServerFrame => {
  const about = { message_id: change.m, seq: change.s };
  switch (change.k) {
    case 'edited':
      return { type: 'message_edited', ...about, ...editOf(message), mentions: message.mentions };
    case 'deleted':
      // Who deleted an anonymous message may be its author.
      return {
        type: 'message_deleted',
        ...about,
        deleted_by: message.anonymous && change.by === message.userId ? null : change.by,
        channel: room.name!,
      };
    case 'reacted':
      return { type: 'reaction_update', ...about, ...reactionOf(change, profiles) };
    case 'pinned':
      return change.by === null
        ? { type: 'message_unpinned', ...about }
        : {
            type: 'message_pinned',
            ...about,
            pinned_by: change.by,
            pinned_by_username: usernameOf(change.by, profiles),
          };
    default:
      return { type: 'poll_closed', poll_id: message.poll?.id ?? 0, ...about };
  }
};

const conversationFrame = ({ change, message }: Happening, room: RoomInfo, profiles: Profiles): ChatServerFrame => {
  const about = { conversation_id: room.id, message_id: change.m, seq: change.s };
  if (change.k === 'edited') return { type: 'dm_message_edited', ...about, ...editOf(message) };
  if (change.k === 'reacted') return { type: 'dm_reaction_update', ...about, ...reactionOf(change, profiles) };
  return { type: 'dm_message_deleted', ...about };
};

const editOf = ({ text, editedAt, createdAt }: Happening['message']) => ({
  new_text: text ?? '',
  edited_at: (editedAt ?? createdAt).toISOString(),
});

const reactionOf = (change: { u: number; e: string; on: boolean }, profiles: Profiles) => ({
  emoji: change.e,
  user_id: change.u,
  username: usernameOf(change.u, profiles),
  action: change.on ? ('add' as const) : ('remove' as const),
});
