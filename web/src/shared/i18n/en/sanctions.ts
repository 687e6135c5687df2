export const sanctions = {
  timeoutUntil: 'You are timed out until {time}.',
  muteUntil: 'You are muted until {time}.',
  mute: 'You are muted until a moderator lifts it.',
  banUntil: 'You are banned until {time}.',
  ban: 'You are banned until a moderator lifts it.',
  timeout: 'You are timed out until a moderator lifts it.',
  reason: 'Reason: {reason}',
} as const;
