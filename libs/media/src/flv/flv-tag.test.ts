import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { avcTrack } from '../codecs/h264.js';
import { audioConfigHeader, audioUnitHeader, parseAudioTag } from './audio-tag.js';
import { parseVideoTag, videoConfigHeader, videoUnitHeader } from './video-tag.js';

const AVCC = Buffer.from('0142c028ffe1001a6742c028d900780227e5c044000003000400000300503c60c92001000568cb83cb20', 'hex');
const DATA = Buffer.from([0, 0, 0, 1, 0x65]);
const tag = (...parts: (Buffer | number[])[]): Buffer => Buffer.concat(parts.map((part) => Buffer.from(part)));

describe('video tags', () => {
  it.each([
    ['h264', true, 80],
    ['h264', false, -40],
    ['hevc', true, 0],
    ['hevc', false, 33],
    ['av1', true, 0],
  ] as const)('of %s are read as written (key %s, composition %i)', (codec, isKey, compositionMs) => {
    const body = tag(videoUnitHeader(codec, isKey, compositionMs), DATA);
    expect(parseVideoTag(body)).toEqual({ type: 'unit', codec, isKey, compositionMs, data: DATA });
  });

  it('carry configurations', () => {
    const track = avcTrack(AVCC);
    expect(parseVideoTag(tag(videoConfigHeader(track), AVCC))).toEqual({ type: 'config', codec: 'h264', data: AVCC });
    const hevc = { ...track, codec: 'hevc' } as const;
    expect(parseVideoTag(tag(videoConfigHeader(hevc), DATA))).toEqual({ type: 'config', codec: 'hevc', data: DATA });
  });

  it('are understood in other dialects: H.264 by fourcc, HEVC as number 12, nanoseconds before a packet', () => {
    expect(parseVideoTag(tag([0x91], Buffer.from('avc1'), [0, 0, 5], DATA))).toMatchObject({
      codec: 'h264',
      isKey: true,
      compositionMs: 5,
    });
    expect(parseVideoTag(tag([0x2c, 1, 0, 0, 0], DATA))).toMatchObject({ codec: 'hevc', isKey: false });
    expect(parseVideoTag(tag([0xa7, 2, 1, 2, 3, 0x01], Buffer.from('hvc1'), [0, 0, 7], DATA))).toMatchObject({
      codec: 'hevc',
      compositionMs: 7,
      data: DATA,
    });
  });

  it('name a codec nobody here knows', () => {
    expect(parseVideoTag(Buffer.from([0x22, 1, 2]))).toEqual({ type: 'unsupported', codec: 'FLV video 2' });
    expect(parseVideoTag(tag([0x91], Buffer.from('vp09'), DATA))).toEqual({ type: 'unsupported', codec: 'vp09' });
  });

  it('say nothing when they are commands, metadata, further tracks or the end', () => {
    for (const body of [
      [0x57, 0],
      [0x17, 2, 0, 0, 0, 0],
      [0xd0, 0],
      [0x94],
      [0x92],
      [0x96, 0x10],
      [0x97, 255, 255, 255],
    ])
      expect(parseVideoTag(tag(body, body.length === 1 ? Buffer.from('hvc1xxxx') : []))).toEqual({ type: 'ignored' });
  });
});

describe('audio tags', () => {
  it.each(['aac', 'opus'] as const)('of %s are read as written', (codec) => {
    expect(parseAudioTag(tag(audioUnitHeader(codec), DATA))).toMatchObject({ type: 'unit', codec, data: DATA });
    expect(parseAudioTag(tag(audioConfigHeader(codec), DATA))).toEqual({ type: 'config', codec, data: DATA });
  });

  it('name a codec nobody here knows, and say nothing when empty', () => {
    expect(parseAudioTag(Buffer.from([0x2f, 1]))).toEqual({ type: 'unsupported', codec: 'FLV audio 2' });
    expect(parseAudioTag(tag([0x91], Buffer.from('fLaC'), DATA))).toEqual({ type: 'unsupported', codec: 'fLaC' });
    expect(parseAudioTag(Buffer.from([0xaf, 1]))).toEqual({ type: 'ignored' });
    expect(parseAudioTag(tag([0x95, 0], Buffer.from('Opus')))).toEqual({ type: 'ignored' });
  });
});

it('tags survive any bytes and being cut anywhere', () => {
  const random = seededRandom(9);
  const whole = tag(videoUnitHeader('hevc', true, 40), DATA);
  for (let length = 0; length <= whole.length; length++) parseVideoTag(whole.subarray(0, length));
  for (let round = 0; round < 20_000; round++) {
    const bytes = random.bytes(random.below(16));
    if (bytes.length > 0 && round % 2) bytes[0] = 0x90 | random.below(16);
    expect(parseVideoTag(bytes).type).toBeTypeOf('string');
    expect(parseAudioTag(bytes).type).toBeTypeOf('string');
  }
});
