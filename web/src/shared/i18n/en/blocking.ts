export const blocking = {
  text: 'You do not see what they write, and neither of you can send the other direct messages. They are not told.',
  person: 'Person',
  since: 'Blocked',
  emptyTitle: 'You have blocked nobody',
  emptyText: 'To block somebody, open their profile in the chat.',
  unblock: 'Unblock',
  unblockNamed: 'Unblock {name}',
  blockNamed: 'Block {name}',
  blockText: 'Hides what they write, and stops direct messages both ways.',
  isBlocked: 'You have blocked this person.',
  blocked: 'You have blocked {name}',
  unblocked: '{name} is no longer blocked',
} as const;
