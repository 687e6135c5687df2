import { describe, expect, it } from 'vitest';
import { readHlsUrl } from './hls-request.js';
import { withAddresses } from './viewer-playlist.js';

describe('the address of a file of a stream', () => {
  it('is taken apart', () => {
    expect(
      readHlsUrl('/api/stream/pub_a/hls/stream.m3u8?_HLS_msn=3&v=view_x&_HLS_part=1&_HLS_skip=YES&share=s&x'),
    ).toEqual({
      key: 'pub_a',
      file: 'stream.m3u8',
      pass: 'view_x',
      share: 's',
      directives: { msn: '3', part: '1', skip: 'YES' },
    });
    expect(readHlsUrl('/api/stream/pub_a/hls/part1.mp4')).toMatchObject({ file: 'part1.mp4', pass: '', share: '' });
  });

  it.each([
    '/api/streams',
    '/api/stream/pub_a',
    '/api/stream/pub_a/hls/',
    '/api/stream/pub_a/hls/a/b',
    '/api/stream/pub_a/hls/../x',
    '/api/stream/pub_a/hls/%2e%2e',
    '/api/stream//hls/x.mp4',
    '/api/stream/a%00/hls/x.mp4',
    '/api/stream/pub_a/webrtc/whep',
    '/api/stream/pub_a?/hls/x.mp4',
    `/api/stream/pub_a/hls/${'x'.repeat(129)}`,
  ])('is none: %s', (url) => {
    expect(readHlsUrl(url)).toBeUndefined();
  });
});

describe('a multivariant playlist', () => {
  it('leads where it is told, in lines and attributes', () => {
    const playlist = [
      '#EXTM3U',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",URI="audio.m3u8",NAME="URI=x"',
      '#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="a"',
      'video.m3u8',
      '',
    ].join('\n');
    expect(withAddresses(playlist, (uri) => `../${uri}?v=1`)).toBe(
      [
        '#EXTM3U',
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",URI="../audio.m3u8?v=1",NAME="URI=x"',
        '#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="a"',
        '../video.m3u8?v=1',
        '',
      ].join('\n'),
    );
  });
});
