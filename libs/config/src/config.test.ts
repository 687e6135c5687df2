import { describe, expect, it } from 'vitest';
import { ConfigError, describeConfig, PortalConfig } from './index.js';

const faultsOf = (env: Record<string, string>): string[] => {
  try {
    PortalConfig.read(env);
  } catch (error) {
    return (error as ConfigError).faults;
  }
  return [];
};

describe('configuration', () => {
  it('needs nothing and gives the documented defaults', () => {
    const config = PortalConfig.read({});
    expect(config.get('PORTAL_PORT')).toBe(3000);
    expect(config.get('PORTAL_ROLES')).toEqual(['api', 'worker', 'media', 'relay']);
    expect(config.get('DATABASE_URL')).toBeUndefined();
    expect(config.get('PORTAL_NET_ALLOW')).toEqual([]);
  });

  it('names every fault at once', () => {
    expect(
      faultsOf({
        PORTAL_PORT: '70000',
        PORTAL_ROLES: 'api,juggler',
        DATABASE_URL: 'mysql://x',
        PORTAL_NET_ALLOW: '10.0.0.0/8,here',
        PORTAL_LOG_LEVEL: 'loud',
        PORTAL_ADMIN_USERNAME: 'root',
      }).map((fault) => fault.split(' ')[0]),
    ).toEqual([
      'PORTAL_PORT',
      'PORTAL_ROLES',
      'PORTAL_NET_ALLOW',
      'PORTAL_LOG_LEVEL',
      'DATABASE_URL',
      'PORTAL_ADMIN_USERNAME',
    ]);
  });

  it('treats an empty value as unset', () => {
    expect(PortalConfig.read({ PORTAL_PORT: ' ', REDIS_URL: '' }).get('PORTAL_PORT')).toBe(3000);
  });

  it('never repeats a secret in a fault', () => {
    expect(faultsOf({ DATABASE_URL: 'http://u:hunter2@x' }).join()).not.toContain('hunter2');
  });

  it('describes every key with a sentence', () => {
    for (const key of describeConfig()) expect(key.description).toMatch(/^[A-Zo].*\.$/s);
  });
});
