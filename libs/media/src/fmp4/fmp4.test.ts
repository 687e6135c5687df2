import { describe, expect, it } from 'vitest';
import { aacTrack } from '../codecs/aac.js';
import { opusTrack } from '../codecs/opus.js';
import type { Track } from '../unit.js';
import { fragment } from './fragment.js';
import { initSegment, timescaleOf } from './init-segment.js';

const VIDEO: Track = {
  kind: 'video',
  codec: 'h264',
  config: Buffer.from('the configuration'),
  width: 1280,
  height: 720,
  codecString: 'avc1.64001f',
};
const AAC = aacTrack(Buffer.from('1190', 'hex'));

interface Box {
  type: string;
  at: number;
  payload: Buffer;
}

const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'mvex', 'moof', 'traf']);

/** All boxes, each after the one around it; fails when a size does not fit. */
const boxes = (bytes: Buffer, from = 0, to = bytes.length): Box[] => {
  const found: Box[] = [];
  let at = from;
  while (at < to) {
    const size = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (size < 8 || at + size > to) throw new Error(`${type} of ${size} bytes at ${at}`);
    found.push({ type, at, payload: bytes.subarray(at + 8, at + size) });
    if (CONTAINERS.has(type)) found.push(...boxes(bytes, at + 8, at + size));
    at += size;
  }
  return found;
};

const all = (bytes: Buffer, type: string): Buffer[] =>
  boxes(bytes)
    .filter((box) => box.type === type)
    .map(({ payload }) => payload);

describe('initSegment', () => {
  it('describes each track once, with its decoder configuration', () => {
    const init = initSegment([VIDEO, AAC]);

    expect(all(init, 'tkhd').map((tkhd) => tkhd.readUInt32BE(12))).toEqual([1, 2]);
    expect(all(init, 'mdhd').map((mdhd) => mdhd.readUInt32BE(12))).toEqual([90_000, 48_000]);
    expect(all(init, 'trex').map((trex) => trex.readUInt32BE(4))).toEqual([1, 2]);
    expect(init.indexOf('avc1')).toBeGreaterThan(0);
    expect(init.indexOf(VIDEO.config)).toBe(init.indexOf('avcC') + 4);
    expect(init.indexOf(AAC.config)).toBeGreaterThan(init.indexOf('esds'));
  });

  it('names the sample entry as the codec string does', () => {
    const hevc: Track = { ...VIDEO, codec: 'hevc', codecString: 'hev1.1.6.L93.B0' };
    const unnamed: Track = { ...VIDEO, codec: 'av1', codecString: '' };

    expect(initSegment([hevc]).indexOf('hev1')).toBeGreaterThan(0);
    expect(initSegment([hevc]).indexOf('hvcC')).toBeGreaterThan(0);
    expect(initSegment([unnamed]).indexOf('av1C')).toBeGreaterThan(0);
  });

  it('counts Opus at 48 kHz', () => {
    expect(timescaleOf(opusTrack(2))).toBe(48_000);
    expect(initSegment([opusTrack(2)]).indexOf('dOps')).toBeGreaterThan(0);
  });
});

describe('fragment', () => {
  const samples = [
    { duration: 3000, compositionOffset: 6000, isKey: true, data: Buffer.from('first') },
    { duration: 3003, compositionOffset: -3000, isKey: false, data: Buffer.from('second') },
  ];
  const sound = [{ duration: 1024, compositionOffset: 0, isKey: true, data: Buffer.from('sound') }];

  it('hands the samples on uncopied, behind one buffer of headers', () => {
    const pieces = fragment(7, [
      { trackId: 1, baseTime: 2 ** 40, samples },
      { trackId: 2, baseTime: 5, samples: sound },
    ]);

    expect(pieces).toHaveLength(4);
    expect(pieces[1]).toBe(samples[0]!.data);
    expect(pieces[3]).toBe(sound[0]!.data);
  });

  it('tells where the samples of each track are, when, and how long', () => {
    const bytes = Buffer.concat(
      fragment(7, [
        { trackId: 1, baseTime: 2 ** 40, samples },
        { trackId: 2, baseTime: 5, samples: sound },
      ]),
    );

    expect(all(bytes, 'mfhd')[0]!.readUInt32BE(4)).toBe(7);
    expect(all(bytes, 'tfdt').map((tfdt) => Number(tfdt.readBigUInt64BE(4)))).toEqual([2 ** 40, 5]);
    const [video, audio] = all(bytes, 'trun') as [Buffer, Buffer];
    expect(bytes.toString('latin1', video.readUInt32BE(8)).slice(0, 11)).toBe('firstsecond');
    expect(bytes.toString('latin1', audio.readUInt32BE(8))).toBe('sound');
    expect([video.readUInt32BE(12), video.readInt32BE(24), video.readInt32BE(40)]).toEqual([3000, 6000, -3000]);
    expect(all(bytes, 'mdat')[0]!.toString()).toBe('firstsecondsound');
  });

  it('leaves out a track without samples', () => {
    const bytes = Buffer.concat(
      fragment(1, [
        { trackId: 1, baseTime: 0, samples: [] },
        { trackId: 2, baseTime: 0, samples: sound },
      ]),
    );

    expect(all(bytes, 'tfhd').map((tfhd) => tfhd.readUInt32BE(4))).toEqual([2]);
  });
});
