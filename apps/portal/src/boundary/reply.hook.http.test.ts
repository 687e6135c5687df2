import { describe, expect, it } from 'vitest';
import { usePortal } from '#libs/testing';

describe('answers', () => {
  const portal = usePortal();

  it('are kept by nobody on the way, unless they say so', async () => {
    const ada = await portal.make.user();
    const caching = async (path: string, body?: object) =>
      (await portal.fetch(path, { as: ada, ...(body && { body }) })).headers.get('cache-control');
    expect(await caching('/api/me')).toBe('no-store');
    expect(await caching('/api/api-keys', { name: 'key' })).toBe('no-store');
    expect(await caching('/api/state')).toBe('no-store');
    expect(await caching('/api/me/nothing')).toBe('no-store');
    expect(await caching('/api/install.sh')).toBe('no-cache');
  });
});
