import { expect, it } from 'vitest';
import { streamKeyOf } from './rtmp-stream-key.js';

it.each([
  ['live', 'live_1', 'live_1'],
  ['live', 'live_1?user=a', 'live_1'],
  ['live/?a=b', '/live_1', 'live_1'],
  ['live/live_1', '', 'live_1'],
  ['', 'live/live_1', 'live_1'],
  ['app', 'live_1', ''],
  ['live', '', ''],
  ['live', 'a/b', ''],
  ['live', 'x'.repeat(257), ''],
])('finds in app %j and name %j the key %j', (app, name, key) => {
  expect(streamKeyOf(app, name)).toBe(key);
});
