import { describe, expect, it } from 'vitest';
import { MalformedMedia } from '../malformed-media.js';
import { aacTrack, buildAudioSpecificConfig, parseAudioSpecificConfig } from './aac.js';
import { buildOpusHead, opusDurationUs, opusTrack, parseOpusHead } from './opus.js';

describe('AAC', () => {
  it('reads LC, SBR and parametric stereo', () => {
    expect(aacTrack(Buffer.from('1190', 'hex'))).toMatchObject({
      sampleRate: 48_000,
      channels: 2,
      codecString: 'mp4a.40.2',
    });
    expect(parseAudioSpecificConfig(Buffer.from('2b920800', 'hex'))).toEqual({
      objectType: 5,
      sampleRate: 44_100,
      channels: 2,
      samplesPerFrame: 2048,
    });
    expect(parseAudioSpecificConfig(Buffer.from('eb8a0800', 'hex'))).toMatchObject({ objectType: 29, channels: 2 });
    expect(parseAudioSpecificConfig(Buffer.from('1208', 'hex'))).toMatchObject({ sampleRate: 44_100, channels: 1 });
  });

  it('writes what it reads', () => {
    expect(buildAudioSpecificConfig(48_000, 2)).toEqual(Buffer.from('1190', 'hex'));
    expect(parseAudioSpecificConfig(buildAudioSpecificConfig(22_050, 8))).toMatchObject({ channels: 8 });
    expect(() => buildAudioSpecificConfig(47_000, 2)).toThrow(MalformedMedia);
  });

  it('refuses what is cut or has no meaning, and survives all of two bytes', () => {
    expect(() => aacTrack(Buffer.alloc(0))).toThrow(MalformedMedia);
    expect(() => aacTrack(Buffer.from([0x11]))).toThrow(MalformedMedia);
    expect(() => aacTrack(Buffer.from([0x16, 0x90]))).toThrow(MalformedMedia); // sample rate index 13
    for (let value = 0; value < 65_536; value += 5) expectConfigOrMalformed(Buffer.from([value >> 8, value & 255]));
  });
});

describe('Opus', () => {
  it('has a head of its own', () => {
    expect(parseOpusHead(buildOpusHead(2))).toEqual({ channels: 2, preSkip: 312 });
    expect(opusTrack(2)).toMatchObject({ sampleRate: 48_000, channels: 2, codecString: 'opus' });
    for (let length = 0; length < 19; length++)
      expect(() => parseOpusHead(buildOpusHead(1).subarray(0, length))).toThrow(MalformedMedia);
  });

  it('tells how long a packet sounds', () => {
    expect(opusDurationUs(Buffer.from([0xfc, 1]))).toBe(20_000); // CELT 20 ms
    expect(opusDurationUs(Buffer.from([0x08, 1]))).toBe(20_000); // SILK 20 ms
    expect(opusDurationUs(Buffer.from([0x1b, 3]))).toBe(180_000); // SILK 60 ms, three frames
    expect(opusDurationUs(Buffer.from([0x60]))).toBe(10_000); // hybrid 10 ms
    expect(opusDurationUs(Buffer.alloc(0))).toBe(0);
  });
});

const expectConfigOrMalformed = (asc: Buffer): void => {
  try {
    expect(parseAudioSpecificConfig(asc).sampleRate).toBeGreaterThan(0);
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedMedia);
  }
};
