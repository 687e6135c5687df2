import { CONFIG_KEYS, type ConfigKey, type ConfigName, type ConfigValues } from './keys.js';

export type { ConfigName, ConfigValues, RoleName } from './keys.js';

/** The environment does not make a configuration; `faults` has one sentence a fault, all of them at once. */
export class ConfigError extends Error {
  constructor(readonly faults: string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n- ${faults.join('\n- ')}`,
    );
    this.name = 'ConfigError';
  }
}

type Environment = Record<string, string | undefined>;

/**
 * Validated configuration, named as in the environment. An empty value counts as unset.
 * @throws ConfigError listing every fault
 */
export class PortalConfig {
  private constructor(readonly values: ConfigValues) {}

  static read(env: Environment): PortalConfig {
    const faults: string[] = [];
    const values: Record<string, unknown> = {};
    for (const [name, key] of Object.entries(CONFIG_KEYS) as [ConfigName, ConfigKey<unknown>][]) {
      const written = env[name]?.trim() || key.default;
      if (written === undefined) continue;
      try {
        values[name] = key.parse(written);
      } catch (error) {
        faults.push(`${name} ${(error as Error).message}.`);
      }
    }
    faults.push(...contradictions(env));
    if (faults.length > 0) throw new ConfigError(faults);
    return new PortalConfig(values as ConfigValues);
  }

  get<K extends ConfigName>(name: K): ConfigValues[K] {
    return this.values[name];
  }

  /** The same configuration with some values replaced: what only the launcher knows (database, port). */
  with(replaced: Partial<ConfigValues>): PortalConfig {
    return new PortalConfig({ ...this.values, ...replaced });
  }
}

/** Faults no single key has. */
const contradictions = (env: Environment): string[] => {
  const has = (name: ConfigName): boolean => !!env[name]?.trim();
  const faults: string[] = [];
  if (has('PORTAL_ADMIN_USERNAME') !== has('PORTAL_ADMIN_PASSWORD')) {
    faults.push('PORTAL_ADMIN_USERNAME and PORTAL_ADMIN_PASSWORD must be set together.');
  }
  if (has('PORTAL_ADMIN_PASSWORD') && env['PORTAL_ADMIN_PASSWORD']!.trim().length < 8) {
    faults.push('PORTAL_ADMIN_PASSWORD must have at least 8 characters.');
  }
  if (has('PORTAL_ROOT_KEY') && has('PORTAL_ROOT_KEY_FILE')) {
    faults.push('Only one of PORTAL_ROOT_KEY and PORTAL_ROOT_KEY_FILE may be set.');
  }
  if (has('OIDC_ISSUER') !== has('OIDC_CLIENT_ID')) {
    faults.push('OIDC_ISSUER and OIDC_CLIENT_ID must be set together.');
  }
  for (const name of ['MEDIAMTX_API_URL', 'MEDIAMTX_HLS_URL', 'MEDIAMTX_WEBRTC_URL', 'MEDIAMTX_SECRET'] as const) {
    if (env['MEDIA_ENGINE']?.trim() === 'mediamtx' && !has(name)) {
      faults.push(`${name} must be set when MEDIA_ENGINE is mediamtx.`);
    }
  }
  return faults;
};

export interface ConfigDescription {
  name: string;
  type: string;
  default: string | undefined;
  description: string;
  secret: boolean;
}

/** The reference of all keys, for docs/configuration.md and .env.example. */
export const describeConfig = (): ConfigDescription[] =>
  (Object.entries(CONFIG_KEYS) as [string, ConfigKey<unknown>][]).map(
    ([name, { type, description, secret, ...key }]) => ({
      name,
      type,
      default: key.default,
      description,
      secret: secret ?? false,
    }),
  );
