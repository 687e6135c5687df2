import { defineConnectionPlugin } from '../../connection-plugin.js';
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
});
