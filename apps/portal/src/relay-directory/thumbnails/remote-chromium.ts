// The operator's own browser: no target of a user's, so no guard's business.
// eslint-disable-next-line no-restricted-imports
import { type IncomingMessage, get } from 'node:http';
import { text } from 'node:stream/consumers';
import { openMessageSocket } from '#libs/realtime';
import { DevTools } from './dev-tools.js';
import type { Browser } from './page-target.js';

const TIMEOUT_MS = 5_000;
const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

/**
 * A browser elsewhere, by its DevTools endpoint (`http://host:port` or `ws://…/devtools/browser/…`). It outlives the
 * picture; its page does not.
 * @throws Error — it cannot be reached
 */
export const joinChromium = async (endpoint: URL): Promise<Browser> => {
  const url = endpoint.protocol === 'ws:' ? endpoint : await socketOf(endpoint);
  const socket = await openMessageSocket(url, { timeoutMs: TIMEOUT_MS, maxMessageBytes: MAX_MESSAGE_BYTES });
  const tools = new DevTools({
    send: (message) => socket.send(message),
    listen: ({ onMessage, onClose }) => {
      socket.on('message', (data) => onMessage((data as Buffer).toString()));
      socket.once('close', onClose);
    },
  });
  return {
    tools,
    close: async () => socket.terminate(),
  };
};

/** It says `localhost` of itself, and answers only who calls it so. */
const socketOf = async (endpoint: URL): Promise<URL> => {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { host: 'localhost' };
    const asked = get(new URL('/json/version', endpoint), { headers, timeout: TIMEOUT_MS, agent: false }, resolve);
    asked.once('timeout', () => asked.destroy(new Error('The browser does not answer.')));
    asked.once('error', reject);
  });
  const { webSocketDebuggerUrl } = JSON.parse(await text(response)) as { webSocketDebuggerUrl: string };
  const url = new URL(webSocketDebuggerUrl);
  url.host = endpoint.host;
  return url;
};
