import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openPort } from './open-port.js';

describe('a port', () => {
  it('is had once, and whoever comes second hears of it', async () => {
    const [first, second] = [createServer(), createServer()];
    const port = await openPort(first, { port: 0, host: '127.0.0.1' });
    expect(port).toBeGreaterThan(0);
    await expect(openPort(second, { port, host: '127.0.0.1' })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    first.close();
  });
});
