import { expect, it } from 'vitest';
import { initialStorage, isPort, storageBody } from './storage-form.js';

const values = { ...initialStorage(null), host: ' nas.example.com ', username: 'ada', password: 'p', private_key: 'k' };

it('sends only the secret of the chosen way to sign in', () => {
  expect(storageBody(values)).toEqual({
    ...{ host: 'nas.example.com', port: 22, username: 'ada', auth_method: 'password', remote_path: 'recordings' },
    password: 'p',
  });
  expect(storageBody({ ...values, auth_method: 'key', passphrase: 'x' })).toMatchObject({
    private_key: 'k',
    passphrase: 'x',
  });
});

it('leaves out a secret that was not typed, so that the stored one stays', () => {
  expect(storageBody({ ...values, password: '' })).not.toHaveProperty('password');
});

it('knows ports', () => {
  expect(['1', '22', '65535'].every(isPort)).toBe(true);
  expect(['0', '65536', '', '2x', '-1'].some(isPort)).toBe(false);
});
