import { PortalConfig, type RoleName } from '#libs/config';
import { createLog } from '#libs/telemetry';
import { productVersion } from './product-version.js';
import { openPortal } from './portal.js';
import type { FromRole } from './role-process.js';

const tell = (message: FromRole): void => void process.send?.(message);

/** Plays one role in a process of its own, until its parent ends it or is gone. */
export const runRole = (role: RoleName): void => {
  run(role).catch((error: unknown) => {
    tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
    process.disconnect?.();
  });
};

const run = async (role: RoleName): Promise<void> => {
  const config = PortalConfig.read(process.env);
  const log = createLog({ level: config.get('PORTAL_LOG_LEVEL') });
  const portal = await openPortal({ config, log, version: productVersion(), webDir: '', roles: [role] });
  const end = (): void => void portal.close().finally(() => process.exit(0));
  // A terminal's Ctrl-C reaches the whole group; the parent says when.
  process.on('SIGINT', () => undefined);
  process.once('SIGTERM', end);
  process.once('disconnect', end);
  if (!process.connected) return end();
  tell({ kind: 'ready' });
};
