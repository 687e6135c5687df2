/**
 * Bodies of FLV audio and video tags, which RTMP carries as messages of types 8 and 9 (Video File Format Specification v10
 * annex E; Enhanced RTMP v1 and v2).
 *
 *   video   legacy     frame type (4) codec (4), packet type (8), composition time (24, signed), data
 *           enhanced   1 (1) frame type (3) packet type (4), fourcc (32), [composition time (24)], data
 *   audio   legacy     format (4) rate (2) size (1) stereo (1), [AAC packet type (8)], data
 *           enhanced   9 (4) packet type (4), fourcc (32), data
 */
import type { AudioCodec, VideoCodec } from '../unit.js';

export type FlvTag<C extends VideoCodec | AudioCodec> =
  /** The decoder configuration: avcC, hvcC, av1C, AudioSpecificConfig or OpusHead. */
  | { type: 'config'; codec: C; data: Buffer }
  /** `compositionMs` is how much later than decoded it is shown. */
  | { type: 'unit'; codec: C; isKey: boolean; compositionMs: number; data: Buffer }
  /** Says nothing here: ends of sequences, commands, metadata, further tracks, silence. */
  | { type: 'ignored' }
  /** In words: what stands for the codec on the wire. */
  | { type: 'unsupported'; codec: string };

export const IGNORED = { type: 'ignored' } as const;

/** VideoPacketType and AudioPacketType of Enhanced RTMP, as far as both share them. */
export const PACKET = { sequenceStart: 0, codedFrames: 1, sequenceEnd: 2, codedFramesX: 3, modEx: 7 } as const;

/**
 * Reads over the modifiers before a packet (Enhanced RTMP v2, `ModEx`), of which there are only nanoseconds so far.
 * @returns the packet type below and where the fourcc is; undefined when cut
 */
export const skipModifiers = (body: Buffer, firstType: number): { type: number; at: number } | undefined => {
  let type = firstType;
  let at = 1;
  while (type === PACKET.modEx) {
    let length = (body[at++] ?? 0) + 1;
    if (length === 256) {
      if (at + 2 > body.length) return undefined;
      length = body.readUInt16BE(at) + 1;
      at += 2;
    }
    at += length;
    if (at >= body.length) return undefined;
    type = body[at++]! & 15;
  }
  return { type, at };
};
