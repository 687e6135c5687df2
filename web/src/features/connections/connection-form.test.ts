import { describe, expect, it } from 'vitest';
import type { Connection, ConnectionType } from '../../shared/api/types.js';
import { en } from '../../shared/i18n/en/index.js';
import { translator } from '../../shared/i18n/translate.js';
import { checkConnection, connectionBody, initialConnection, splitTags } from './connection-form.js';

const t = translator(en, 'en');
const ssh: ConnectionType = {
  name: 'SSH',
  icon: 'terminal',
  default_port: 22,
  plugin: 'ssh',
  config_schema: {
    type: 'object',
    properties: {
      username: { type: 'string' },
      password: { type: 'string', 'x-secret': true },
      host_key_check: { type: 'string', enum: ['accept-new', 'ask'], default: 'accept-new' },
    },
  },
};
const types = { ssh };
const stored: Connection = {
  id: 'a',
  name: 'Home',
  type: 'ssh',
  plugin: 'ssh',
  icon: 'terminal',
  host: 'home.example',
  port: 2222,
  config: { username: 'root', has_password: true, host_key_check: 'accept-new' },
  tags: ['home', 'lab'],
  is_pinned: false,
  url: null,
  created_at: '',
  updated_at: '',
  last_used_at: null,
};

describe('the form of a connection', () => {
  it('asks about unknown host keys when the connection is new', () => {
    expect(initialConnection(types, undefined).config['host_key_check']).toBe('ask');
    expect(initialConnection(types, stored).config['host_key_check']).toBe('accept-new');
  });

  it('needs a host and a port that exists', () => {
    const values = { ...initialConnection(types, undefined), port: '70000' };
    expect(checkConnection(values, ssh, undefined, t)).toEqual({
      host: en.common.required,
      port: en.connections.portRange,
    });
  });

  it('sends back an untouched connection as it was, without its secret', () => {
    expect(connectionBody(initialConnection(types, stored), ssh, stored)).toEqual({
      name: 'Home',
      host: 'home.example',
      port: 2222,
      tags: ['home', 'lab'],
      config: { username: 'root', host_key_check: 'accept-new' },
    });
  });

  it('calls a connection without a name like its host and takes the port of the type', () => {
    const values = { ...initialConnection(types, undefined), host: ' web.example ' };
    expect(connectionBody(values, ssh, undefined)).toMatchObject({
      name: 'web.example',
      host: 'web.example',
      port: null,
    });
  });

  it('splits tags at commas and drops doubles', () => {
    expect(splitTags(' home, lab ,,home')).toEqual(['home', 'lab']);
  });
});
