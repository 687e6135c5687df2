import { describe, expect, it } from 'vitest';
import { redactUrl } from './log.js';

describe('addresses in the log', () => {
  it.each([
    ['/ws/chat?token=secret&x=1', '/ws/chat?token=[redacted]&x=1'],
    ['/api/chat/search?q=walrus%20words&limit=5', '/api/chat/search?q=[redacted]&limit=5'],
    ['/api/chat/link-preview?url=https%3A%2F%2Fa.b', '/api/chat/link-preview?url=[redacted]'],
    ['/static/uploads/chat/abc.webp?x', '/static/uploads/chat/[redacted]?x'],
    ['/static/previews/abc.webp', '/static/previews/[redacted]'],
    [
      '/api/stream/live_0123456789abcdefXYZ/hls/index.m3u8?share=s&a=1',
      '/api/stream/live_[redacted]/hls/index.m3u8?share=[redacted]&a=1',
    ],
    [
      '/api/stream/pub_0123456789abcdefXYZ/webrtc/whep/node.session?',
      '/api/stream/pub_0123456789abcdefXYZ/webrtc/whep/[redacted]?',
    ],
    ['/api/me', '/api/me'],
  ])('%s', (url, logged) => {
    expect(redactUrl(url)).toBe(logged);
  });
});
