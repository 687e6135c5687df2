import { describe, expect, it } from 'vitest';
import { HlsAddresses } from './hls-addresses.js';
import { readHlsUrl } from './hls-request.js';

describe('addresses that are asked for again', () => {
  it('mean what they meant, letter by letter', () => {
    const addresses = new HlsAddresses();
    const url = '/api/stream/pub_a/hls/part1.mp4?v=view_x';
    expect(addresses.find(url)).toBeUndefined();
    addresses.keep(url, 7);
    expect(addresses.find(url)).toMatchObject({ request: readHlsUrl(url), streamId: 7 });
    expect(addresses.find(`${url}&`)).toBeUndefined();
  });

  it('are forgotten when there are ten thousand', () => {
    const addresses = new HlsAddresses();
    const url = (n: number): string => `/api/stream/pub_a/hls/part${n}.mp4`;
    for (let n = 0; n <= 10_000; n++) addresses.keep(url(n), 1);
    expect(addresses.find(url(0))).toBeUndefined();
    expect(addresses.find(url(10_000))).toBeDefined();
  });
});
