import { describe, expect, it } from 'vitest';
import { httpAnswer } from './http-answer.js';

describe('an answer on a bare connection', () => {
  it('says how long it is in bytes, and that it is the last', () => {
    expect(httpAnswer(503, { 'Content-Type': 'text/plain', 'Retry-After': '1' }, 'später')).toBe(
      'HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\nRetry-After: 1\r\nContent-Length: 7\r\nConnection: close\r\n\r\nspäter',
    );
    expect(httpAnswer(401)).toBe('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  });
});
