import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { ClockUnwrapper, Timeline } from './timestamps.js';

describe('ClockUnwrapper', () => {
  it('goes on where 32 bits of milliseconds end, and back over the end', () => {
    const clock = new ClockUnwrapper(32, 1000);
    const start = clock.read(2 ** 32 - 40);
    expect([0, 23, 2 ** 32 - 10, 46].map((ticks) => clock.read(ticks) - start)).toEqual([
      40_000, 63_000, 30_000, 86_000,
    ]);
  });

  it('keeps whole microseconds without drift at any rate', () => {
    const clock = new ClockUnwrapper(16, 44_100);
    let us = 0;
    for (let frame = 0; frame <= 44_100; frame++) us = clock.read((frame * 1024) % 65_536);
    expect(us).toBe(1024 * 1_000_000);
  });
});

describe('Timeline', () => {
  it('is the clock of the sender when that begins near 0', () => {
    const timeline = new Timeline();
    expect(timeline.place('video', 80_000)).toEqual({ dts: 80_000, isDiscontinuity: false });
    expect(timeline.place('audio', 59_000)).toEqual({ dts: 59_000, isDiscontinuity: false });
  });

  it('begins anew when the clock does not, and keeps the distance of both tracks', () => {
    const timeline = new Timeline();
    expect(timeline.place('audio', 500_000_000)).toEqual({ dts: 1_000_000, isDiscontinuity: false });
    expect(timeline.place('video', 500_040_000).dts).toBe(1_040_000);
    expect(timeline.place('audio', 499_980_000).dts).toBe(1_000_000);
  });

  it('keeps a silence of one track', () => {
    const timeline = new Timeline();
    timeline.place('audio', 0);
    for (let us = 0; us <= 30_000_000; us += 40_000) timeline.place('video', us);
    expect(timeline.place('audio', 30_000_000)).toEqual({ dts: 30_000_000, isDiscontinuity: false });
  });

  it('holds a clock that is a little behind', () => {
    const timeline = new Timeline();
    timeline.place('video', 0);
    timeline.place('video', 80_000);
    expect(timeline.place('video', 40_000)).toEqual({ dts: 80_000, isDiscontinuity: false });
    expect(timeline.place('video', 120_000).dts).toBe(120_000);
  });

  it.each([
    ['forwards', 60_000_000],
    ['back to the start', -5_000_000],
  ])('goes on when both clocks leap %s, with their distance kept', (_name, leap) => {
    const timeline = new Timeline();
    timeline.place('video', 0);
    timeline.place('audio', 10_000);
    for (let us = 40_000; us <= 5_000_000; us += 40_000) {
      timeline.place('video', us);
      timeline.place('audio', us + 10_000);
    }
    const video = timeline.place('video', 5_040_000 + leap);
    const audio = timeline.place('audio', 5_050_000 + leap);
    expect(video).toEqual({ dts: 5_030_000, isDiscontinuity: true });
    expect(audio).toEqual({ dts: 5_040_000, isDiscontinuity: false });
  });

  it('aligns tracks that have clocks of their own', () => {
    const timeline = new Timeline();
    timeline.place('video', 0);
    expect(timeline.place('audio', 900_000_000)).toEqual({ dts: 20_000, isDiscontinuity: true });
    expect(timeline.place('video', 40_000)).toEqual({ dts: 40_000, isDiscontinuity: false });
    expect(timeline.place('audio', 900_021_000)).toEqual({ dts: 41_000, isDiscontinuity: false });
  });

  it('never goes backwards nor leaps, whatever the clocks do', () => {
    const random = seededRandom(7);
    const timeline = new Timeline();
    const last = { video: 0, audio: 0 };
    let now = 0;
    for (let round = 0; round < 4_000; round++) {
      const kind = random.below(2) ? 'video' : 'audio';
      const { dts } = timeline.place(kind, random.below(3) ? now : random.below(4_000_000_000_000));
      expect(dts).toBeGreaterThanOrEqual(last[kind]);
      expect(dts - now).toBeLessThanOrEqual(10_000_000);
      last[kind] = dts;
      now = Math.max(now, dts);
    }
  });
});
