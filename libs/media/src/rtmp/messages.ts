/**
 * RTMP messages (Adobe RTMP 1.0 §5.4, §6.2, §7). C is the client, S the server.
 *
 *   type  name             from  bytes
 *   1     set chunk size   C S   size (4): of the chunks that follow, both directions apart
 *   2     abort            C S   chunk stream (4) whose half message is dropped
 *   3     acknowledgement  C S   bytes received so far (4), modulo 2^32
 *   4     user control     C S   event (2), data: 0 stream begins, 6 ping request, 7 ping response
 *   5     window size      C S   bytes after which the other side acknowledges (4)
 *   6     peer bandwidth   S     window (4), limit (1): 0 hard, 1 soft, 2 dynamic
 *   8     audio            C     body of an FLV tag
 *   9     video            C     body of an FLV tag
 *   17    command          C     a byte 0, then as 20
 *   18    data             C     AMF0: `@setDataFrame`, `onMetaData`, properties
 *   20    command          C S   AMF0: name, transaction, object, arguments
 */
import { encodeAmf0, type AmfValue } from '../amf/amf0.js';

export const RTMP = {
  setChunkSize: 1,
  abort: 2,
  acknowledgement: 3,
  userControl: 4,
  windowSize: 5,
  peerBandwidth: 6,
  audio: 8,
  video: 9,
  dataAmf3: 15,
  commandAmf3: 17,
  data: 18,
  command: 20,
} as const;

export const USER_CONTROL = { streamBegin: 0, pingRequest: 6, pingResponse: 7 } as const;

/** Which chunk stream carries what; any would do above 2, which is for the protocol itself. */
export const CHUNK_STREAM = { control: 2, command: 3, audio: 4, data: 5, video: 6 } as const;

export interface RtmpMessage {
  type: number;
  streamId: number;
  /** Milliseconds modulo 2^32. */
  timestamp: number;
  payload: Buffer;
}

export interface OutgoingMessage extends Omit<RtmpMessage, 'payload'> {
  chunkStream: number;
  /** Sent one after the other, without being joined. */
  payload: readonly Buffer[];
}

export const controlMessage = (type: number, ...words: number[]): OutgoingMessage => {
  const payload = Buffer.alloc(4 * words.length);
  words.forEach((word, index) => payload.writeUInt32BE(word >>> 0, 4 * index));
  return { chunkStream: CHUNK_STREAM.control, type, streamId: 0, timestamp: 0, payload: [payload] };
};

export const userControlMessage = (event: number, data: number): OutgoingMessage => {
  const payload = Buffer.alloc(6);
  payload.writeUInt16BE(event);
  payload.writeUInt32BE(data >>> 0, 2);
  return { chunkStream: CHUNK_STREAM.control, type: RTMP.userControl, streamId: 0, timestamp: 0, payload: [payload] };
};

export const peerBandwidthMessage = (window: number): OutgoingMessage => {
  const message = controlMessage(RTMP.peerBandwidth, window);
  return { ...message, payload: [...message.payload, Buffer.from([2])] };
};

export const commandMessage = (streamId: number, ...values: AmfValue[]): OutgoingMessage => ({
  chunkStream: CHUNK_STREAM.command,
  type: RTMP.command,
  streamId,
  timestamp: 0,
  payload: [encodeAmf0(...values)],
});

/** The AMF0 part of a command or data message: AMF3 ones have a byte 0 before it and go on in AMF0. */
export const amf0PartOf = ({ type, payload }: RtmpMessage): Buffer =>
  (type === RTMP.commandAmf3 || type === RTMP.dataAmf3) && payload[0] === 0 ? payload.subarray(1) : payload;
