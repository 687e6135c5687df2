import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import type { RoleName } from '#libs/config';
import { PortalConfig } from '#libs/config';
import { createLog } from '#libs/telemetry';
import { SetupService } from './auth/index.js';
import { openPortal } from './roles/portal.js';

export { openApiDocument } from './roles/openapi-document.js';

export interface StartOptions {
  databaseUrl: string;
  dataDir: string;
  webDir: string;
  roles?: RoleName[];
}

export interface Started {
  url: string;
  /** What the welcome page asks for, until the first administrator exists. */
  setupCode?: string;
  close(): Promise<void>;
}

/** For the launcher. Throws errors whose message is for people. */
export const startPortal = async ({ databaseUrl, dataDir, webDir, roles }: StartOptions): Promise<Started> => {
  const config = PortalConfig.read(process.env).with({ DATABASE_URL: new URL(databaseUrl), PORTAL_DATA_DIR: dataDir });
  const log = createLog({ level: config.get('PORTAL_LOG_LEVEL') });
  const portal = await openPortal({ config, log, version: productVersion(), webDir, roles });
  const setupCode = portal.url ? await portal.app.get(SetupService, { strict: false }).code() : null;
  return {
    url: portal.url?.href.replace(/\/$/, '') ?? '',
    ...(setupCode !== null && { setupCode }),
    close: () => portal.close(),
  };
};

/** The bundle lies in dist/server, two levels below package.json. */
const productVersion = (): string =>
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
