import { describe, expect, it } from 'vitest';
import { isScope } from '#libs/contracts';
import { NOTHING_CHOSEN, scopesOf } from './api-key-scopes.js';

describe('the scopes of a new key', () => {
  it('are none while nothing is chosen', () => {
    expect(scopesOf(NOTHING_CHOSEN)).toBe('');
    expect(scopesOf({ ...NOTHING_CHOSEN, access: 'some', services: [] })).toBe('');
  });

  it('are everything for a key with full access, whatever was chosen before', () => {
    expect(scopesOf({ ...NOTHING_CHOSEN, isFull: true, access: 'some', services: [3] })).toBe('*');
  });

  it('are all of a form the API takes', () => {
    const areas = { ...NOTHING_CHOSEN.areas, connections: 'read', me: 'write' } as const;
    const scopes = scopesOf({ isFull: false, areas, access: 'some', services: [3, 12] });
    expect(scopes).toBe('connections:read,me:write,access:3,access:12');
    expect(scopes.split(',').every(isScope)).toBe(true);
  });
});
