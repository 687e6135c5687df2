import { describe, expect, it } from 'vitest';
import { SocketPlaces } from './socket-places.js';

describe('places for sockets', () => {
  it('are limited by key and in all, and given back once', () => {
    const places = new SocketPlaces(2, 3);
    const leave = places.tryAcquire('1.1.1.1')!;
    expect(places.tryAcquire('1.1.1.1')).toBeDefined();
    expect(places.tryAcquire('1.1.1.1')).toBeUndefined();
    expect(places.tryAcquire('2.2.2.2')).toBeDefined();
    expect(places.tryAcquire('3.3.3.3')).toBeUndefined();
    expect(places.inAll).toBe(3);
    leave();
    leave();
    expect(places.inAll).toBe(2);
    expect(places.tryAcquire('3.3.3.3')).toBeDefined();
    expect(places.tryAcquire('3.3.3.3')).toBeUndefined();
  });

  it('refuse by an error whoever asks for it', () => {
    const places = new SocketPlaces(1);
    const leave = places.acquire('ada');
    expect(() => places.acquire('ada')).toThrow(expect.objectContaining({ code: 'rate.exceeded' }));
    leave();
    expect(places.count('ada')).toBe(0);
    expect(() => places.acquire('ada')).not.toThrow();
  });
});
