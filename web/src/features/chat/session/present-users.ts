import type { ChatUser } from '#libs/contracts';

/** Whoever is in a channel is there, though few choose to say so. */
export const presentUsers = (users: readonly ChatUser[]): ChatUser[] =>
  users.map((user) => (user.status === undefined || user.status === 'offline' ? { ...user, status: 'online' } : user));

/** Of several anonymous people, who cannot be told apart, one. */
export const withoutUser = (users: readonly ChatUser[], gone: Pick<ChatUser, 'user_id' | 'username'>): ChatUser[] => {
  const at = users.findIndex(({ user_id, username }) => user_id === gone.user_id && username === gone.username);
  return at < 0 ? [...users] : users.toSpliced(at, 1);
};
