import { describe, expect, it } from 'vitest';
import { mutate, seededRandom } from '#libs/testing';
import { chooseH264, chooseOpus } from './codec-choice.js';
import { parseCandidate } from './ice-candidate.js';
import { parseSdp, SdpError } from './session-description.js';
import { parseTrickleFragment } from './trickle-fragment.js';
import { completeAnswer, renderAcceptedOffer } from './webrtc-answer.js';
import { parseOffer } from './webrtc-offer.js';

const FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':');
const section = (kind: string, mid: string, lines: string[]): string[] => [
  `m=${kind} 9 UDP/TLS/RTP/SAVPF ${kind === 'video' ? '96 97 108 127' : '111 0'}`,
  'c=IN IP4 0.0.0.0',
  'a=ice-ufrag:Ab1+',
  'a=ice-pwd:abcdefghijklmnopqrstuv',
  `a=fingerprint:sha-256 ${FINGERPRINT}`,
  'a=setup:actpass',
  `a=mid:${mid}`,
  'a=sendonly',
  'a=rtcp-mux',
  ...lines,
];
const CHROMIUM = [
  'v=0',
  'o=- 4611731400430051336 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0 1 2',
  'a=extmap-allow-mixed',
  ...section('video', '0', [
    'a=rtpmap:96 VP8/90000',
    'a=rtpmap:97 H264/90000',
    'a=fmtp:97 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f',
    'a=rtpmap:108 H264/90000',
    'a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
    'a=rtpmap:127 H264/90000',
    'a=fmtp:127 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=64001f',
    'a=ssrc:1234567890 cname:x',
    'a=ssrc:1234567890 msid:- y',
    'a=candidate:1 1 udp 2122260223 192.168.0.2 50000 typ host generation 0 network-id 1',
    'a=candidate:2 1 tcp 1518280447 192.168.0.2 9 typ host tcptype active',
    'a=candidate:3 1 udp 2122260223 0aa5f1ab.local 50001 typ host',
  ]),
  ...section('audio', '1', [
    'a=rtpmap:111 opus/48000/2',
    'a=fmtp:111 minptime=10;useinbandfec=1',
    'a=rtpmap:0 PCMU/8000',
  ]),
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  'a=mid:2',
  '',
].join('\r\n');

describe('a WebRTC offer', () => {
  it('is read as far as it counts', () => {
    const offer = parseOffer(CHROMIUM);
    expect(offer).toMatchObject({
      ufrag: 'Ab1+',
      setup: 'actpass',
      media: [{ kind: 'video' }, { kind: 'audio' }, { kind: 'application' }],
    });
    expect(offer.candidates).toEqual([
      { foundation: '1', priority: 2_122_260_223, address: '192.168.0.2', port: 50_000, type: 'host' },
    ]);
    expect(offer.media[0]!.sources).toEqual([1_234_567_890]);
    expect(chooseH264(offer.media[0]!.codecs)?.payloadType).toBe(108);
    expect(chooseH264(offer.media[0]!.codecs, '64')?.payloadType).toBe(127);
    expect(chooseOpus(offer.media[1]!.codecs)?.payloadType).toBe(111);
  });

  it('is the same to its reader after being written with what was accepted', () => {
    const offer = parseOffer(CHROMIUM);
    const accepted = offer.media
      .slice(0, 2)
      .map((media) => ({ media, codec: (chooseH264(media.codecs) ?? chooseOpus(media.codecs))! }));
    const again = parseOffer(renderAcceptedOffer(offer, accepted));
    expect(again).toMatchObject({ ufrag: offer.ufrag, password: offer.password, candidates: offer.candidates });
    expect(again.media.map(({ mid, codecs }) => [mid, codecs])).toEqual(
      accepted.map(({ media, codec }) => [media.mid, [codec]]),
    );
  });

  it.each([
    ['no credentials', (sdp: string) => sdp.replaceAll(/a=ice-pwd.*\r\n/g, ''), 'ICE credentials'],
    ['no fingerprint', (sdp: string) => sdp.replaceAll('sha-256', 'sha-1'), 'fingerprint'],
    ['media that are not bundled', (sdp: string) => sdp.replace('BUNDLE 0 1 2', 'BUNDLE 0'), 'not bundled'],
    ['the same mid twice', (sdp: string) => sdp.replace('a=mid:1', 'a=mid:0'), 'share'],
    ['no media', (sdp: string) => sdp.slice(0, sdp.indexOf('m=')), 'no media'],
    ['a line of control characters', (sdp: string) => sdp.replace('s=-', 's=\x07'), 'malformed'],
    ['too much of everything', (sdp: string) => sdp + 'a=x\r\n'.repeat(20_000), 'too long'],
  ])('is refused with %s', (_, change, words) => {
    expect(() => parseOffer(change(CHROMIUM))).toThrow(words);
  });
});

describe('the answer to an offer', () => {
  it('refuses what was not accepted in its place and names the announced addresses', () => {
    const offer = parseOffer(CHROMIUM);
    const engine =
      'v=0\r\ns=-\r\nm=audio 5000 UDP/TLS/RTP/SAVPF 111\r\na=mid:1\r\na=candidate:1 1 UDP 1 10.0.0.1 5000 typ host\r\na=end-of-candidates\r\n';
    const announced = { foundation: 'a', priority: 5, address: '203.0.113.7', port: 5000, type: 'host' } as const;
    const { media } = parseSdp(completeAnswer(engine, offer, [announced]));
    expect(media.map(({ kind, port }) => [kind, port])).toEqual([
      ['video', 0],
      ['audio', 5000],
      ['application', 0],
    ]);
    expect(media[1]!.attributes.slice(1)).toEqual([
      { name: 'candidate', value: '1 1 UDP 1 10.0.0.1 5000 typ host' },
      { name: 'candidate', value: 'a 1 UDP 5 203.0.113.7 5000 typ host' },
      { name: 'end-of-candidates', value: '' },
    ]);
  });
});

describe('a trickled fragment', () => {
  it('gives candidates that can be used, and whose they are', () => {
    const fragment =
      'a=ice-ufrag:Ab1+\r\nm=video 9 RTP/AVP 0\r\na=mid:0\r\na=candidate:1 1 UDP 9 ::1 5000 typ srflx raddr 0.0.0.0 rport 0\r\na=candidate:x\r\na=end-of-candidates\r\n';
    expect(parseTrickleFragment(fragment)).toEqual({
      ufrag: 'Ab1+',
      candidates: [{ foundation: '1', priority: 9, address: '::1', port: 5000, type: 'srflx' }],
      isLast: true,
    });
  });

  it('keeps no name, which would have to be resolved, and no port of nobody', () => {
    expect(parseCandidate('candidate:1 1 udp 9 internal.example 5000 typ host')).toBeUndefined();
    expect(parseCandidate('candidate:1 1 udp 9 10.0.0.1 0 typ host')).toBeUndefined();
    expect(parseCandidate('candidate:1 1 udp 9 10.0.0.999 5000 typ host')).toBeUndefined();
  });
});

describe('SDP of anybody', () => {
  it('is read or refused with a sentence, whatever it is', () => {
    const random = seededRandom(3);
    const bytes = Buffer.from(CHROMIUM);
    for (let round = 0; round < 3000; round++) {
      const text = round < bytes.length ? CHROMIUM.slice(0, round) : mutate(bytes, random).toString('latin1');
      for (const read of [parseOffer, parseTrickleFragment, parseSdp]) {
        try {
          read(text);
        } catch (error) {
          expect(error).toBeInstanceOf(SdpError);
        }
      }
    }
  });
});
