import { describe, expect, it } from 'vitest';
import { aacTrack } from '../codecs/aac.js';
import { MalformedMedia } from '../malformed-media.js';
import type { Track } from '../unit.js';
import { mkvCuesLength, readMkvCues, readMkvHead } from './mkv-index.js';
import { MkvWriter } from './mkv-writer.js';

const VIDEO: Track = {
  kind: 'video',
  codec: 'h264',
  config: Buffer.from('the configuration'),
  width: 1280,
  height: 720,
  codecString: 'avc1.64001f',
};
const AAC = aacTrack(Buffer.from('1190', 'hex'));

/** As a recorder writes it: clusters every 400 ms, the header twice. */
const record = (tracks: readonly Track[], seconds: number): Buffer => {
  const writer = new MkvWriter(tracks);
  const pieces = [writer.header];
  for (let index = 0; index < seconds * 25; index++) {
    const pts = index * 40_000;
    const [track] = tracks;
    writer.add({
      kind: track!.kind,
      isKey: track!.kind === 'audio' || index % 25 === 0,
      pts,
      data: Buffer.alloc(index),
    });
    if (index % 10 === 9) pieces.push(...writer.takeClusters());
  }
  pieces.push(...writer.takeClusters());
  const { tail, header } = writer.finish();
  expect(header).toHaveLength(writer.header.length);
  return Buffer.concat([header, ...pieces.slice(1), tail]);
};

describe('MkvWriter', () => {
  it('tells at the end how long the file is and where its key frames are', () => {
    const file = record([VIDEO, AAC], 5);
    const head = readMkvHead(file);
    const cues = file.subarray(head.dataStart + head.cuesAt!);

    expect(head).toMatchObject({ tickNs: 1_000_000, duration: 5000 });
    expect(mkvCuesLength(cues)).toBe(cues.length);
    expect(readMkvCues(cues).map(({ time }) => time)).toEqual([0, 1000, 2000, 3000, 4000]);
  });

  it('finds places to begin at in a recording without video too', () => {
    const file = record([AAC], 12);
    const { cuesAt, dataStart } = readMkvHead(file);

    expect(readMkvCues(file.subarray(dataStart + cuesAt!)).map(({ time }) => time)).toEqual([0, 5200, 10_400]);
  });

  it('hands the data of the units on uncopied', () => {
    const writer = new MkvWriter([VIDEO]);
    const data = Buffer.from('a picture');
    writer.add({ kind: 'video', isKey: true, pts: 0, data });

    expect(writer.pendingBytes).toBeGreaterThan(data.length);
    expect(writer.takeClusters()).toContain(data);
    expect(writer.takeClusters()).toEqual([]);
  });

  it('does not take a pause for a lower frame rate', () => {
    const writer = new MkvWriter([VIDEO]);
    for (let index = 0; index < 250; index++) {
      const pause = index >= 130 ? 7_000_000 : 0;
      writer.add({ kind: 'video', isKey: index % 25 === 0, pts: index * 40_000 + pause, data: Buffer.alloc(1) });
    }
    const { header } = writer.finish();
    const at = header.indexOf(Buffer.from('23e38384', 'hex'));

    expect(header.readUInt32BE(at + 4)).toBe(40_000_000);
  });
});

describe('the index of a Matroska file', () => {
  const file = record([VIDEO], 2);

  it('is read, or refused, wherever the file is cut off', () => {
    for (let length = 0; length < file.length; length++) {
      const part = file.subarray(0, length);
      try {
        expect(readMkvHead(part).dataStart).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedMedia);
      }
      expect(() => readMkvCues(part)).not.toThrow();
    }
  });

  it('does not trust what the bytes say', () => {
    const { dataStart, cuesAt } = readMkvHead(file);
    const cues = file.subarray(dataStart + cuesAt!);
    for (let at = 0; at < cues.length; at++) {
      for (const value of [0, 0x01, 0x7f, 0x80, 0xff]) {
        const bad = Buffer.from(cues);
        bad[at] = value;
        expect(() => [readMkvCues(bad), mkvCuesLength(bad)]).not.toThrow();
      }
    }
  });
});
