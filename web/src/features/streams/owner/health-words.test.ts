import { describe, expect, it } from 'vitest';
import { en } from '../../../shared/i18n/en/index.js';
import { translator } from '../../../shared/i18n/translate.js';
import { bitrateText, codecName, warningWords, type Health } from './health-words.js';

const t = translator(en, 'en');

const health = (changes: Partial<Health>): Health => ({
  protocol: 'rtmps',
  is_publishing: true,
  key_frame_interval: 2,
  has_b_frames: false,
  dropped: 0,
  bitrate: 4_700_000,
  warnings: [],
  ...changes,
});

describe('the words about a stream', () => {
  it('are none while all is well', () => {
    expect(warningWords(health({}), t)).toEqual([]);
  });

  it('say what to change', () => {
    const [bFrames] = warningWords(health({ warnings: ['b_frames'] }), t);
    expect(bFrames).toMatch(/get fewer pictures; set B-frames to 0/);
  });

  it('say that an encoder sends nothing, but not of one that is gone', () => {
    expect(warningWords(health({ bitrate: 0 }), t)).toEqual(['Your encoder is connected but sends nothing.']);
    const away = warningWords(health({ bitrate: 0, is_publishing: false, warnings: ['publisher_away'] }), t);
    expect(away).toHaveLength(1);
  });

  it('leave out a warning this page does not know', () => {
    expect(warningWords(health({ warnings: ['on_fire' as 'b_frames'] }), t)).toEqual([]);
  });

  it('name codecs and bitrates as people do', () => {
    expect(['avc1.64001f', 'hvc1.1.6.L93', 'mp4a.40.2', 'opus', 'vp09.00'].map(codecName)).toEqual([
      'H.264',
      'HEVC',
      'AAC',
      'Opus',
      'vp09.00',
    ]);
    expect([4_749_000, 128_400].map((bits) => bitrateText(bits, t))).toEqual(['4.7 Mbit/s', '128 kbit/s']);
  });
});
