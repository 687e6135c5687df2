import { Integer, Text } from '../../../boundary/fields.js';

/** A shell on the portal's own host. Which user it runs as is configuration of the portal, not of the service. */
export class TerminalParams {
  @Text({
    optional: true,
    title: 'Shell',
    max: 255,
    pattern: /^\/[\w./+-]*$/,
    hint: 'is an absolute path',
    default: '/bin/sh',
  })
  shell?: string;

  @Text({
    optional: true,
    title: 'Working folder',
    max: 1024,
    pattern: /^\//,
    hint: 'is an absolute path',
    default: '/',
  })
  cwd?: string;

  @Integer({
    optional: true,
    title: 'Idle limit in minutes',
    description: 'Without input or output; 0 turns it off.',
    max: 10_080,
    default: 0,
  })
  idle_timeout_min?: number;
}
