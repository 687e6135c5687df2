import { describe, expect, it } from 'vitest';
import type { FormSchema } from '../../api/types.js';
import { en } from '../../i18n/en/index.js';
import { translator } from '../../i18n/translate.js';
import { checkConfig, configToSend, initialValues, visibleFields } from './config-fields.js';

const t = translator(en, 'en');

const schema: FormSchema = {
  type: 'object',
  required: ['username', 'password'],
  properties: {
    password: {
      type: 'string',
      maxLength: 20,
      'x-secret': true,
      'x-show-if': { auth_method: 'password' },
      'x-order': 2,
    },
    private_key: { type: 'string', 'x-secret': true, 'x-show-if': { auth_method: ['key', 'agent'] }, 'x-order': 3 },
    username: { type: 'string', minLength: 2, 'x-order': 0 },
    auth_method: { type: 'string', enum: ['password', 'key', 'agent'], default: 'password', 'x-order': 1 },
    keepalive_s: { type: 'integer', minimum: 0, maximum: 3600, default: 15, 'x-order': 4 },
    ssh_key_id: { type: 'integer', nullable: true, 'x-order': 5 },
    legacy: { type: 'boolean', default: false, 'x-order': 6 },
  },
};
const names = (values: Record<string, string | boolean>, stored = {}) =>
  visibleFields(schema, values, stored).map(({ name }) => name);

describe('the fields of a config schema', () => {
  it('come in their order, the ones whose condition fails left out', () => {
    expect(names({})).toEqual(['username', 'auth_method', 'password', 'keepalive_s', 'ssh_key_id', 'legacy']);
    expect(names({ auth_method: 'agent' })).toContain('private_key');
    expect(names({ auth_method: 'agent' })).not.toContain('password');
  });

  it('start with what is stored, else with the default', () => {
    expect(initialValues(schema, { username: 'root', keepalive_s: 0, legacy: true, ssh_key_id: null })).toEqual({
      username: 'root',
      auth_method: 'password',
      password: '',
      private_key: '',
      keepalive_s: '0',
      ssh_key_id: '',
      legacy: true,
    });
  });

  it('do not ask again for a secret the portal keeps', () => {
    expect(checkConfig(schema, { username: 'root' }, {}, t)).toEqual({ password: en.common.required });
    expect(checkConfig(schema, { username: 'root' }, { has_password: true }, t)).toEqual({});
  });

  it('complain about what the portal would refuse', () => {
    const errors = checkConfig(schema, { username: 'x', password: 'a'.repeat(21), keepalive_s: '3601' }, {}, t);
    expect(errors).toEqual({
      username: 'At least 2 characters.',
      password: 'At most 20 characters.',
      keepalive_s: 'Must be 3,600 or less.',
    });
    expect(checkConfig(schema, { username: 'root', password: 'p', keepalive_s: '1.5' }, {}, t)).toEqual({
      keepalive_s: en.common.notANumber,
    });
  });

  it('do not complain about a required field that does not show', () => {
    expect(checkConfig(schema, { username: 'root', auth_method: 'key' }, {}, t)).toEqual({});
  });
});

describe('the config to send', () => {
  it('has the types of the schema and nothing that does not show', () => {
    const values = {
      username: 'root',
      auth_method: 'key',
      password: 'typed before',
      private_key: 'k',
      keepalive_s: '30',
      legacy: true,
    };
    expect(configToSend(schema, values)).toEqual({
      username: 'root',
      auth_method: 'key',
      private_key: 'k',
      keepalive_s: 30,
      legacy: true,
    });
  });

  it('leaves an untouched secret out, so that the stored one stays', () => {
    expect(configToSend(schema, { password: '', auth_method: 'password' }, { has_password: true })).not.toHaveProperty(
      'password',
    );
  });

  it('removes a stored secret when asked to, and then needs another where one is required', () => {
    const values = { username: 'root', password: null };
    expect(configToSend(schema, values, { has_password: true })).toMatchObject({ password: null });
    expect(checkConfig(schema, values, { has_password: true }, t)).toEqual({ password: en.common.required });
  });

  it('empties a text that was stored, and returns a number to its default', () => {
    const stored = { username: 'root', keepalive_s: 60, ssh_key_id: 3 };
    const values = { ...initialValues(schema, stored), username: '', keepalive_s: '', ssh_key_id: '' };
    expect(configToSend(schema, values, stored)).toMatchObject({ username: '', keepalive_s: 15, ssh_key_id: null });
  });
});
