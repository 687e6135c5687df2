import { type ChatMessage, type PollState, type Role, roleAtLeast } from '#libs/contracts';
import { ANONYMOUS, type AuthorProfile, authorOf } from '../authors.js';
import type { StoredMessage, StoredParent, StoredPoll } from './stored-message.js';

/** All that decides what a receiver may know. Receivers that are alike in it get the same bytes. */
export interface Receiver {
  /** Only where it matters: the author of an anonymous message, the voter of a poll. */
  userId?: number;
  /** Moderators know who is behind an anonymous message. */
  isModerator: boolean;
}

export type Profiles = { get(userId: number): AuthorProfile | undefined };

export const receiverOf = ({ userId, role }: { userId: number; role: Role }): Required<Receiver> => ({
  userId,
  isModerator: roleAtLeast(role, 'moderator'),
});

/** A's message, for one kind of receiver. Optional fields are there only when they say something. */
export const presentMessage = (message: StoredMessage, profiles: Profiles, receiver: Receiver): ChatMessage => {
  const { parent, poll } = message;
  return {
    id: message.id,
    ...presentAuthor(message, profiles),
    message: message.text ?? '',
    created_at: message.createdAt.toISOString(),
    seq: message.seq,
    ...(message.editedAt && { edited_at: message.editedAt.toISOString() }),
    ...(message.imageUrl !== null && { image_url: message.imageUrl }),
    ...(message.replyTo !== null && { reply_to: message.replyTo }),
    ...(parent && { reply_preview: { id: parent.id, username: nameOf(parent, profiles), message: parent.text } }),
    ...(message.reactions.length > 0 && {
      reactions: message.reactions.map(({ emoji, userIds }) => ({ emoji, count: userIds.length, user_ids: userIds })),
    }),
    ...(message.pinnedAt && { pinned: true }),
    ...(poll && { poll: presentPoll(poll, receiver.userId) }),
    ...(message.mentions.length > 0 && { mentions: message.mentions }),
    ...(message.mentionsHere && { mentions_here: true }),
    ...(message.anonymous && secretsOf(message, profiles, receiver)),
    ...(message.userId === null && { webhook: true }),
    ...(message.nonce !== null && receiver.userId === message.userId && { nonce: message.nonce }),
  };
};

/** The same for everybody but the author and moderators. */
const presentAuthor = (message: StoredMessage, profiles: Profiles) => {
  if (message.anonymous) return ANONYMOUS;
  const profile = message.userId === null ? undefined : profiles.get(message.userId);
  if (profile) return authorOf(profile);
  return { ...ANONYMOUS, username: message.senderName ?? 'Deleted user', anonymous: false };
};

const secretsOf = (message: StoredMessage, profiles: Profiles, { userId, isModerator }: Receiver) => {
  const author = message.userId === null ? undefined : profiles.get(message.userId);
  return {
    ...(userId !== undefined && userId === message.userId && { own: true }),
    ...(isModerator && author && { author: { user_id: author.userId, username: author.username } }),
  };
};

/** The user name a message stands under. */
export const nameOf = (
  { userId, senderName, anonymous }: Pick<StoredParent, 'userId' | 'senderName' | 'anonymous'>,
  profiles: Profiles,
): string =>
  anonymous
    ? ANONYMOUS.username
    : (userId !== null && profiles.get(userId)?.username) || (senderName ?? 'Deleted user');

export const presentPoll = (poll: StoredPoll, userId?: number): PollState => ({
  id: poll.id,
  question: poll.question,
  options: poll.options,
  ...presentTally(poll, userId),
  allow_multiple: poll.allowMultiple,
  anonymous_votes: poll.anonymousVotes,
  closed: poll.closedAt !== null,
  closes_at: poll.closesAt?.toISOString() ?? null,
});

export const presentTally = (poll: Pick<StoredPoll, 'votes' | 'anonymousVotes'>, userId?: number) => {
  const options = [...poll.votes].filter(([, voters]) => voters.length > 0).toSorted(([a], [b]) => a - b);
  return {
    votes: Object.fromEntries(options.map(([option, voters]) => [option, voters.length])),
    total_votes: options.reduce((sum, [, voters]) => sum + voters.length, 0),
    ...(!poll.anonymousVotes && { voters: Object.fromEntries(options) }),
    ...(userId !== undefined && {
      own_votes: options.filter(([, voters]) => voters.includes(userId)).map(([option]) => option),
    }),
  };
};
