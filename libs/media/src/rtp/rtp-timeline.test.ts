import { describe, expect, it } from 'vitest';
import { DecodeTimes } from './decode-times.js';
import { RtpTimeline, type RtpTrackClock } from './rtp-timeline.js';

const report = (ntpUs: number, timestamp: number): Parameters<RtpTrackClock['synchronize']>[0] => ({
  type: 'sender-report',
  sender: 1,
  ntpUs,
  shortNtp: 0,
  timestamp,
  packets: 0,
  bytes: 0,
  reports: [],
});

describe('the timeline of an RTP session', () => {
  it('places tracks by arrival and moves on by their timestamps across the 32 bit wrap', () => {
    let now = 500;
    const timeline = new RtpTimeline(() => now);
    const video = timeline.addTrack(90_000);
    const audio = timeline.addTrack(48_000);
    expect(video.microseconds(0xffff_ffff)).toBe(1_000_000);
    now = 540;
    expect(audio.microseconds(77)).toBe(1_040_000);
    expect(video.microseconds(89_999)).toBe(2_000_000);
    expect(audio.microseconds(77 + 48_000)).toBe(2_040_000);
  });

  it('puts tracks exactly where sender reports before their first packets say', () => {
    const timeline = new RtpTimeline(() => 0);
    const video = timeline.addTrack(90_000);
    const audio = timeline.addTrack(48_000);
    video.synchronize(report(5_000_000, 1000));
    audio.synchronize(report(5_250_000, 2000));
    expect(audio.microseconds(2000) - video.microseconds(1000)).toBe(250_000);
  });

  it('moves a track that plays towards its report slowly, so that its times never go back', () => {
    const timeline = new RtpTimeline(() => 0);
    const video = timeline.addTrack(90_000);
    const audio = timeline.addTrack(48_000);
    video.microseconds(0);
    audio.microseconds(0);
    video.synchronize(report(5_000_000, 0));
    audio.synchronize(report(4_960_000, 0));
    const times = Array.from({ length: 100 }, (_, index) => audio.microseconds(960 * (index + 1)));
    expect(times.every((time, index) => index === 0 || time > times[index - 1]!)).toBe(true);
    expect(times.at(-1)).toBe(1_000_000 + 100 * 20_000 - 40_000);
  });

  it('believes no report that would move a track by more than ten seconds', () => {
    const timeline = new RtpTimeline(() => 0);
    const video = timeline.addTrack(90_000);
    const audio = timeline.addTrack(48_000);
    video.synchronize(report(5_000_000, 0));
    audio.synchronize(report(50_000_000, 0));
    expect(audio.microseconds(0)).toBe(1_000_000);
  });

  it('counts anew where a timestamp jumps by more than a minute', () => {
    let now = 0;
    const clock = new RtpTimeline(() => now).addTrack(90_000);
    clock.microseconds(0);
    now = 33;
    expect(clock.microseconds(0x7000_0000)).toBe(1_033_000);
    expect(clock.microseconds(0x7000_0000 + 90_000)).toBe(2_033_000);
  });
});

describe('decode times', () => {
  const timesOf = (reorder: number, shown: readonly number[]): number[] => {
    const times = new DecodeTimes(reorder, 10);
    return shown.map((pts) => times.next(pts));
  };

  it('are the times of showing where nothing is reordered', () => {
    expect(timesOf(0, [100, 110, 120])).toEqual([100, 110, 120]);
  });

  it('never decrease and never lie after the time of showing with two B-frames in a pyramid', () => {
    const shown = [100, 130, 120, 110, 160, 150, 140, 190, 180, 170];
    const decoded = timesOf(2, shown);
    expect(decoded).toEqual([80, 90, 100, 110, 120, 130, 140, 150, 160, 170]);
    expect(decoded.every((dts, index) => dts <= shown[index]!)).toBe(true);
  });

  it('settle when the encoder reorders more than it announced', () => {
    const shown = [100, 130, 120, 110, 160, 150, 140, 190, 180, 170, 220, 210, 200];
    const decoded = timesOf(0, shown);
    expect(decoded.every((dts, index) => index === 0 || dts >= decoded[index - 1]!)).toBe(true);
    expect(decoded.slice(-3).every((dts, index) => dts <= shown.slice(-3)[index]!)).toBe(true);
  });
});
