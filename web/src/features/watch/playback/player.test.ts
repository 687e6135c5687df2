import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../../shared/api/api-error.js';
import { Player, type RoadChoice } from './player.js';
import { FakeRoad } from './road.peer.js';

const refusal = (code: ApiError['code']): ApiError => new ApiError({ status: 404, code, message: code });

describe('a player', () => {
  let roads: FakeRoad[];
  let isResting: boolean;
  let player: Player;
  /** The one opened last. */
  const road = (): FakeRoad => roads.at(-1)!;

  const make = (choice: RoadChoice = 'auto'): void => {
    roads = [];
    isResting = false;
    player = new Player({
      choice,
      isResting: () => isResting,
      now: () => Date.now(),
      openRoad: (kind, events) => {
        roads.push(new FakeRoad(kind, events));
        return road();
      },
    });
  };

  /** Time passes, with so many new frames every half second. */
  const pass = async (ms: number, frames = 0): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 500) {
      road().reached += frames;
      await vi.advanceTimersByTimeAsync(500);
    }
  };
  const play = async (): Promise<void> => {
    player.setOnAir(true);
    road().answer();
    await pass(500, 10);
    expect(player.current()).toEqual({ name: 'playing', road: road().kind });
  };

  beforeEach(() => {
    vi.useFakeTimers();
    make();
  });
  afterEach(() => {
    player.close();
    vi.useRealTimers();
  });

  it('waits until the stream is on the air, then begins by WebRTC', async () => {
    expect(player.current()).toEqual({ name: 'idle' });
    player.setOnAir(true);
    expect(player.current()).toEqual({ name: 'connecting', road: 'webrtc' });
    road().answer();
    await pass(500, 10);
    expect(player.current()).toEqual({ name: 'playing', road: 'webrtc' });
  });

  it('goes on by HLS when no picture comes within four seconds', async () => {
    player.setOnAir(true);
    road().answer();
    await pass(5_000);
    expect(roads.map(({ kind, isClosed }) => ({ kind, isClosed }))).toEqual([
      { kind: 'webrtc', isClosed: true },
      { kind: 'hls', isClosed: false },
    ]);
    expect(player.fallbackReason).toBe('no-picture');
  });

  it.each(['b-frames', 'no-audio'] as const)('goes on by HLS at once where WebRTC has less: %s', async (why) => {
    player.setOnAir(true);
    road().answer(why);
    await pass(500);
    expect(road().kind).toBe('hls');
    expect(player.fallbackReason).toBe(why);
  });

  it('stays with WebRTC where it was chosen, and knows what is missing there', async () => {
    make('webrtc');
    player.setOnAir(true);
    road().answer('no-audio');
    await pass(500, 10);
    expect(player.current()).toEqual({ name: 'playing', road: 'webrtc' });
    expect(player.degradation).toBe('no-audio');
    player.choose('hls');
    expect(player.degradation).toBeUndefined();
  });

  it.each([refusal('stream.unsupported'), new TypeError('no such codec')])('goes on by HLS after %s', async (error) => {
    player.setOnAir(true);
    road().refuse(error);
    await pass(500);
    expect(road().kind).toBe('hls');
    expect(player.fallbackReason).toBe('unsupported');
  });

  it('keeps to the road somebody chose', async () => {
    make('webrtc');
    player.setOnAir(true);
    road().answer('b-frames');
    await pass(8_000);
    expect(new Set(roads.map(({ kind }) => kind))).toEqual(new Set(['webrtc']));
    player.choose('hls');
    expect(road().kind).toBe('hls');
    expect(player.fallbackReason).toBeUndefined();
  });

  it('says that it reconnects when the picture stands still, and stays for one that comes back', async () => {
    await play();
    await pass(3_500);
    expect(player.current()).toEqual({ name: 'reconnecting', road: 'webrtc' });
    await pass(500, 10);
    expect(player.current()).toEqual({ name: 'playing', road: 'webrtc' });
    expect(roads).toHaveLength(1);
  });

  it('opens the road anew when the picture does not come back', async () => {
    await play();
    await pass(9_000);
    expect(road().isClosed).toBe(true);
    await pass(1_500);
    expect(roads).toHaveLength(2);
    expect(player.current()).toEqual({ name: 'reconnecting', road: 'webrtc' });
    road().answer();
    await pass(500, 10);
    expect(player.current()).toEqual({ name: 'playing', road: 'webrtc' });
  });

  it('opens it anew at once when it is lost, and gives up on WebRTC after three losses in a row', async () => {
    await play();
    for (const expected of ['webrtc', 'webrtc', 'hls']) {
      road().lose();
      await vi.advanceTimersByTimeAsync(5_000);
      expect(road().kind).toBe(expected);
    }
  });

  it('asks again while the portal cannot say', async () => {
    player.setOnAir(true);
    road().refuse(refusal('server.unavailable'));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(roads.map(({ kind }) => kind)).toEqual(['webrtc', 'webrtc']);
  });

  it('does not wait out the pause when it is told that the network is back', async () => {
    player.setOnAir(true);
    road().refuse(refusal('network.unreachable'));
    await vi.advanceTimersByTimeAsync(0);
    player.retryNow();
    expect(roads).toHaveLength(2);
  });

  it('ends with the reason where asking again changes nothing', async () => {
    player.setOnAir(true);
    road().refuse(refusal('share.invalid'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(roads).toHaveLength(1);
    expect(player.current()).toEqual({ name: 'refused', code: 'share.invalid' });
  });

  it('expects no frames of a picture that is paused or out of sight', async () => {
    await play();
    isResting = true;
    await pass(60_000);
    expect(player.current()).toEqual({ name: 'playing', road: 'webrtc' });
    expect(roads).toHaveLength(1);
  });

  it('closes everything when the stream ends, and begins again with WebRTC', async () => {
    player.setOnAir(true);
    road().answer('b-frames');
    await pass(500);
    player.setOnAir(false);
    expect(player.current()).toEqual({ name: 'idle' });
    expect(roads.every(({ isClosed }) => isClosed)).toBe(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(roads).toHaveLength(2);
    player.setOnAir(true);
    expect(road().kind).toBe('webrtc');
  });
});
