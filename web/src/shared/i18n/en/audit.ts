export const audit = {
  channel: 'Channel',
  config: 'Settings',
  fields: 'Changed',
  id: 'Number',
  message: 'Message',
  port: 'Port',
  rule: 'Rule',
} as const;
