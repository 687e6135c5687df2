import 'reflect-metadata';
import { PortalConfig } from '#libs/config';
import { createLog } from '#libs/telemetry';
import type { FromMedia } from './roles/media-process.js';
import { openPortal } from './roles/portal.js';
import { productVersion } from './roles/product-version.js';

// The media role beside an api process: a child of its own, so that what happens here ends no terminal and no chat.

const tell = (message: FromMedia): void => void process.send?.(message);

const run = async (): Promise<void> => {
  const config = PortalConfig.read(process.env);
  const log = createLog({ level: config.get('PORTAL_LOG_LEVEL') });
  const portal = await openPortal({ config, log, version: productVersion(), webDir: '', roles: ['media'] });
  const end = (): void => void portal.close().finally(() => process.exit(0));
  // A terminal's Ctrl-C reaches the whole group; the parent says when.
  process.on('SIGINT', () => undefined);
  process.once('SIGTERM', end);
  process.once('disconnect', end);
  if (!process.connected) return end();
  tell({ kind: 'ready' });
};

run().catch((error: unknown) => {
  tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
  process.disconnect?.();
});
