export const audit = {
  bps: 'Bytes a second at most',
  channel: 'Channel',
  config: 'Settings',
  fields: 'Changed',
  id: 'Number',
  message: 'Message',
  port: 'Port',
  rule: 'Rule',
} as const;
