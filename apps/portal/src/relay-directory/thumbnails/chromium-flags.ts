import type { PageTarget } from './page-target.js';

/** Nothing a page does reaches another host than its own, nor leaves anything behind. */
export const chromiumFlags = ({ url, relay }: PageTarget, { profile, sandbox }: FlagOptions): string[] => [
  '--headless=new',
  '--remote-debugging-pipe',
  `--user-data-dir=${profile}`,
  // Every other name and address leads nowhere; TLS still asks for the name.
  `--host-resolver-rules=MAP ${url.hostname}:${portOf(url)} ${relay.host}:${relay.port},MAP * ~NOTFOUND`,
  `--explicitly-allowed-ports=${portOf(url)}`,
  '--disable-quic',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  ...(sandbox ? [] : ['--no-sandbox']),
  '--js-flags=--max-old-space-size=256',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-breakpad',
  '--no-first-run',
  '--no-default-browser-check',
  '--hide-scrollbars',
  '--mute-audio',
];

export interface FlagOptions {
  profile: string;
  sandbox: boolean;
}

const portOf = (url: URL): string => url.port || '443';
