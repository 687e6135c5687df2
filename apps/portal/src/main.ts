import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import type { RoleName } from '#libs/config';
import { PortalConfig } from '#libs/config';
import { createLog, type Log } from '#libs/telemetry';
import { SetupService } from './auth/index.js';
import { MediaProcess } from './roles/media-process.js';
import { openPortal } from './roles/portal.js';
import { productVersion } from './roles/product-version.js';

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
  const wanted = roles ?? config.get('PORTAL_ROLES');
  const media = mediaBeside(wanted, config, log);
  const own = media ? wanted.filter((role) => role !== 'media') : wanted;
  const [portal] = await Promise.all([
    openPortal({ config, log, version: productVersion(), webDir, roles: own }),
    media?.start(),
  ]).catch(async (error: unknown) => {
    await media?.close();
    throw error;
  });
  const setupCode = portal.url ? await portal.app.get(SetupService, { strict: false }).code() : null;
  return {
    url: portal.url?.href.replace(/\/$/, '') ?? '',
    ...(setupCode !== null && { setupCode }),
    close: async () => {
      await media?.close();
      await portal.close();
    },
  };
};

/** A crash of media must not end what people work in: beside other roles it is a process of its own. */
const mediaBeside = (roles: readonly RoleName[], config: PortalConfig, log: Log): MediaProcess | undefined => {
  if (roles.length === 1 || !roles.includes('media') || config.get('MEDIA_ENGINE') === 'off') return undefined;
  const env = {
    ...process.env,
    DATABASE_URL: config.get('DATABASE_URL')!.href,
    PORTAL_DATA_DIR: config.get('PORTAL_DATA_DIR'),
  };
  return new MediaProcess({ entry: fileURLToPath(new URL('media.js', import.meta.url)), env, log });
};
