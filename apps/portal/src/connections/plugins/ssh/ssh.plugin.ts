import { defineConnectionPlugin } from '../../connection-plugin.js';
import { launchSsh } from './ssh-launch.js';
import { probeSsh } from './ssh-probe.js';
import { SshParams } from './ssh-params.js';
import { openSshSession } from './ssh-session.js';

/** A shell over SSH-2 (RFC 4254 §6.5). */
export const sshPlugin = defineConnectionPlugin<SshParams>({
  id: 'ssh',
  name: 'SSH',
  // A user's `terminal` is SSH as well: the portal's own shell is never offered to users.
  types: [
    { id: 'ssh', name: 'SSH Terminal', icon: 'terminal', default_port: 22 },
    { id: 'terminal', name: 'Terminal', icon: 'terminal', default_port: 22 },
  ],
  params: SshParams,
  secrets: ['password', 'private_key', 'passphrase'],
  viewer: 'terminal',
  wire: 'terminal',
  caps: {},
  targets: ({ host, port }) => [{ host, port }],
  probe: probeSsh,
  launch: launchSsh,
  open: openSshSession,
});
