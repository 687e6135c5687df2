import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import type { RoleName } from '#libs/config';
import { PortalConfig } from '#libs/config';
import { createLog } from '#libs/telemetry';
import { SetupService } from './auth/index.js';
import { productVersion } from './roles/product-version.js';
import { openPortal } from './roles/portal.js';
import { RoleProcess } from './roles/role-process.js';

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
  const wanted = rolesIn(config, roles);
  const children: RoleProcess[] = [];
  const beside = (role: ChildRole, env: NodeJS.ProcessEnv = {}): Promise<void> => {
    const child = new RoleProcess({ role, entry: entryOf(role), env: { ...environmentOf(config), ...env }, log });
    children.push(child);
    return child.start();
  };
  const aside = wanted.length === 1 ? [] : CHILD_ROLES.filter((role) => wanted.includes(role));
  const own = wanted.filter((role) => !aside.some((child) => child === role));
  try {
    const [portal] = await Promise.all([
      openPortal({ config, log, version: productVersion(), webDir, roles: own }),
      aside.includes('media') && beside('media'),
    ]);
    const closeAll = async (): Promise<void> => {
      await Promise.all(children.map((child) => child.close()));
      await portal.close();
    };
    // It passes on to the portal what is not for tunnels.
    if (aside.includes('relay')) await beside('relay', portal.listensOn && { RELAY_API_URL: portal.listensOn.href });
    const setupCode = portal.url ? await portal.app.get(SetupService, { strict: false }).code() : null;
    return {
      url: portal.url?.href.replace(/\/$/, '') ?? '',
      ...(setupCode !== null && { setupCode }),
      close: closeAll,
    };
  } catch (error) {
    await Promise.all(children.map((child) => child.close()));
    throw error;
  }
};

/** A crash of theirs must not end what people work in: beside other roles each is a process of its own. */
const CHILD_ROLES = ['media', 'relay'] as const;
type ChildRole = (typeof CHILD_ROLES)[number];

const rolesIn = (config: PortalConfig, roles: RoleName[] = config.get('PORTAL_ROLES')): RoleName[] =>
  config.get('MEDIA_ENGINE') === 'off' ? roles.filter((role) => role !== 'media') : roles;

const entryOf = (role: ChildRole): string => fileURLToPath(new URL(`${role}.js`, import.meta.url));

const environmentOf = (config: PortalConfig): NodeJS.ProcessEnv => ({
  ...process.env,
  DATABASE_URL: config.get('DATABASE_URL')!.href,
  PORTAL_DATA_DIR: config.get('PORTAL_DATA_DIR'),
});
