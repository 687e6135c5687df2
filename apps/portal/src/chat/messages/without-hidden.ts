import type { StoredMessage, StoredParent } from './stored-message.js';

/** Without what a receiver is not to see, also where it is quoted; that something is gone, everybody may know. */
export const withoutHidden = (
  messages: readonly StoredMessage[],
  isHidden: (message: Pick<StoredParent, 'userId' | 'anonymous'>) => boolean,
): StoredMessage[] =>
  messages
    .filter((message) => message.deletedAt !== null || !isHidden(message))
    .map((message) => (message.parent && isHidden(message.parent) ? { ...message, parent: null } : message));

/** What somebody wrote under its name whom the receiver has blocked; an anonymous message missing would tell who wrote it. */
export const isOfBlocked =
  (blocked: ReadonlySet<number>) =>
  ({ userId, anonymous }: Pick<StoredParent, 'userId' | 'anonymous'>): boolean =>
    userId !== null && !anonymous && blocked.has(userId);
