import type { AudioCodec } from '../unit.js';
import { IGNORED, PACKET, skipModifiers, type FlvTag } from './flv-tag.js';
import { AUDIO_FOURCC, audioCodecOf } from './fourcc.js';

const AAC = 10;
const ENHANCED = 9;
/** AAC says its rate and channels itself; these bits are always 44 kHz, 16 bits, stereo. */
const AAC_FLAGS = (AAC << 4) | 15;

/** Never throws; a cut tag is ignored. */
export const parseAudioTag = (body: Buffer): FlvTag<AudioCodec> => {
  if (body.length < 2) return IGNORED;
  const format = body[0]! >> 4;
  if (format === ENHANCED) return parseEnhanced(body);
  if (format !== AAC) return { type: 'unsupported', codec: `FLV audio ${format}` };
  return tagOf('aac', body[1]!, body.subarray(2));
};

const parseEnhanced = (body: Buffer): FlvTag<AudioCodec> => {
  const packet = skipModifiers(body, body[0]! & 15);
  if (!packet || packet.at + 4 > body.length) return IGNORED;
  const { type, at } = packet;
  if (type !== PACKET.sequenceStart && type !== PACKET.codedFrames) return IGNORED;
  const fourcc = body.toString('latin1', at, at + 4);
  const codec = audioCodecOf(fourcc);
  if (!codec) return { type: 'unsupported', codec: fourcc };
  return tagOf(codec, type, body.subarray(at + 4));
};

const tagOf = (codec: AudioCodec, type: number, data: Buffer): FlvTag<AudioCodec> => {
  if (data.length === 0 || type > PACKET.codedFrames) return IGNORED;
  return type === PACKET.sequenceStart
    ? { type: 'config', codec, data }
    : { type: 'unit', codec, isKey: true, compositionMs: 0, data };
};

/** What comes before the configuration (Opus: the OpusHead) in a tag: AAC as ever, Opus enhanced. */
export const audioConfigHeader = (codec: AudioCodec): Buffer => header(codec, PACKET.sequenceStart);

/** What comes before a unit's data in a tag. */
export const audioUnitHeader = (codec: AudioCodec): Buffer => header(codec, PACKET.codedFrames);

const header = (codec: AudioCodec, packetType: number): Buffer =>
  codec === 'aac'
    ? Buffer.from([AAC_FLAGS, packetType])
    : Buffer.concat([Buffer.from([(ENHANCED << 4) | packetType]), Buffer.from(AUDIO_FOURCC[codec], 'latin1')]);
