import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

/** So long a caller may take to finish its request and read the answer. */
const LINGER_MS = 2_000;

const BODY = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>502: the service is not running</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem}</style>
<h1>The service behind this address is not running</h1>
<p>The tunnel is up, but the service it leads to does not accept connections. Try again in a moment.</p>
`;

const PAGE = [
  'HTTP/1.1 502 Bad Gateway',
  'Content-Type: text/html; charset=utf-8',
  `Content-Length: ${Buffer.byteLength(BODY)}`,
  'Cache-Control: no-store',
  'Retry-After: 2',
  'Connection: close',
  '',
  BODY,
].join('\r\n');

/** Tells an HTTP caller that the local service is down. It says nothing of which service or where. */
export async function answerBadGateway(caller: Duplex): Promise<void> {
  const done = new AbortController();
  caller.once('close', () => done.abort());
  caller.on('error', () => caller.destroy());
  // An unread request would turn the end into a reset, and the page might be lost with it.
  caller.resume();
  caller.end(PAGE);
  await delay(LINGER_MS, undefined, { signal: done.signal }).catch(() => undefined);
  caller.destroy();
}
