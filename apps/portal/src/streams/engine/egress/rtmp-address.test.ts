import { describe, expect, it } from 'vitest';
import { rtmpAddress } from './rtmp-address.js';

describe('rtmpAddress', () => {
  it.each([
    [
      'rtmp://live.twitch.tv/app',
      'k',
      { isSecure: false, host: 'live.twitch.tv', port: 1935, app: 'app', name: 'k', url: 'rtmp://live.twitch.tv/app' },
    ],
    [
      'rtmps://x.example:1936/live/',
      'k',
      { isSecure: true, port: 1936, app: 'live', url: 'rtmps://x.example:1936/live' },
    ],
    ['rtmps://[::1]/a/b?c=d', 'k', { host: '::1', port: 443, app: 'a/b?c=d', url: 'rtmps://[::1]/a/b?c=d' }],
    ['rtmp://x.example/live/key', '', { app: 'live', name: 'key', url: 'rtmp://x.example/live' }],
  ])('of %s with key %j', (url, key, address) => {
    expect(rtmpAddress(url, key)).toMatchObject(address);
  });

  it.each(['http://x/live', 'rtmp:///live', 'nonsense', 'rtmp://x.example'])('refuses %s', (url) => {
    expect(() => rtmpAddress(url, 'k')).toThrow();
  });
});
