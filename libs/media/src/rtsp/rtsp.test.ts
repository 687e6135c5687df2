import { describe, expect, it } from 'vitest';
import { mutate, seededRandom } from '#libs/testing';
import { renderRtspResponse, RtspError, type RtspMessage } from './rtsp-message.js';
import { RtspReader } from './rtsp-reader.js';

const SETUP = 'SETUP rtsps://host/live/key/streamid=0 RTSP/1.0\r\nCSeq: 3\r\nTransport: RTP/AVP/TCP\r\n\r\n';
const ANNOUNCE = 'ANNOUNCE rtsps://host/live/key RTSP/1.0\r\nCSeq: 2\r\nContent-Length: 5\r\n\r\nv=0\r\n';
const FRAME = Buffer.from([0x24, 1, 0, 3, 7, 8, 9]);
const WHOLE = Buffer.concat([Buffer.from(ANNOUNCE), FRAME, Buffer.from(SETUP), FRAME]);

const read = (chunks: Iterable<Buffer>): RtspMessage[] => {
  const reader = new RtspReader();
  return [...chunks].flatMap((chunk) => [...reader.read(chunk)]);
};

describe('RTSP', () => {
  it('is cut into requests and frames, wherever the chunks end', () => {
    const once = read([WHOLE]);
    expect(once).toMatchObject([
      { type: 'request', method: 'ANNOUNCE', uri: 'rtsps://host/live/key', body: 'v=0\r\n' },
      { type: 'interleaved', channel: 1, data: Buffer.from([7, 8, 9]) },
      { type: 'request', method: 'SETUP', body: '' },
      { type: 'interleaved', channel: 1 },
    ]);
    for (let cut = 1; cut < WHOLE.length; cut++)
      expect(read([WHOLE.subarray(0, cut), WHOLE.subarray(cut)])).toEqual(once);
    expect(read(Array.from(WHOLE, (byte) => Buffer.from([byte])))).toEqual(once);
  });

  it.each([
    ['a head without end', 'A'.repeat(17_000), 400],
    ['no request', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['a header without a colon', 'OPTIONS * RTSP/1.0\r\nnothing\r\n\r\n', 400],
    ['a negative length', 'OPTIONS * RTSP/1.0\r\nContent-Length: -1\r\n\r\n', 400],
    ['a body beyond the limit', 'OPTIONS * RTSP/1.0\r\nContent-Length: 65537\r\n\r\n', 413],
  ])('is refused with %s', (_, text, status) => {
    expect(() => read([Buffer.from(text)])).toThrow(expect.objectContaining({ status }));
  });

  it('answers in one line what was more', () => {
    expect(renderRtspResponse(403, 'No\r\nSet-Cookie: x', { CSeq: '1', Session: undefined })).toBe(
      'RTSP/1.0 403 NoSet-Cookie: x\r\nCSeq: 1\r\n\r\n',
    );
  });

  it('is read or refused, whatever it is', () => {
    const random = seededRandom(5);
    for (let round = 0; round < 3000; round++) {
      const bytes = mutate(WHOLE, random);
      const cut = random.below(bytes.length + 1);
      try {
        read([bytes.subarray(0, cut), bytes.subarray(cut)]);
      } catch (error) {
        expect(error).toBeInstanceOf(RtspError);
      }
    }
  });
});
