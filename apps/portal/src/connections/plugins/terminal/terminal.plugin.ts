import { DomainError } from '#libs/contracts';
import { defineConnectionPlugin } from '../../connection-plugin.js';
import { LocalShell } from './local-shell.js';
import { requireAccount } from './system-account.js';
import { TerminalParams } from './terminal-params.js';

/** A shell on the portal's own host, for services of administrators only. */
export const terminalPlugin = defineConnectionPlugin<TerminalParams>({
  id: 'terminal',
  name: 'Portal shell',
  types: [],
  params: TerminalParams,
  secrets: [],
  serviceOnly: true,
  enabledBy: 'PORTAL_LOCAL_TERMINAL',
  viewer: 'terminal',
  wire: 'terminal',
  caps: {},
  targets: () => [],
  probe: () => Promise.resolve({ healthy: true, latency_ms: 0 }),

  async open({ origin, portal, config, size }) {
    // Asked a third time, after the list of types and the finding of the service: this one runs a shell.
    if (origin !== 'service' || !portal.get('PORTAL_LOCAL_TERMINAL')) throw new DomainError('viewer.none');
    const account = await requireAccount(portal.get('PORTAL_LOCAL_TERMINAL_USER'));
    const { shell = '/bin/sh', cwd = '/', idle_timeout_min = 0 } = config;
    return new LocalShell({ account, shell, cwd, size, idleMs: idle_timeout_min * 60_000 });
  },
});
