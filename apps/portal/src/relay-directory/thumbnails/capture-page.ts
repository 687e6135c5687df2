import { setTimeout as delay } from 'node:timers/promises';
import type { DevTools } from './dev-tools.js';

const VIEWPORT = { width: 1280, height: 720 };
const LOAD_MS = 15_000;
const SETTLE_MS = 1_000;
/** The first that is small enough. */
const QUALITIES = [80, 40];
export const MAX_PICTURE_BYTES = 256 * 1024;

/**
 * A JPEG of a page as it looks a second after it has loaded.
 * @throws Error — it does not load within 15 s, answers with an error, leads elsewhere, or the picture is too large
 */
export const capturePage = async (browser: DevTools, url: URL): Promise<Buffer> => {
  const { browserContextId } = await browser.send('Target.createBrowserContext', {
    disposeOnDetach: true,
    // Workers and WebSockets are not among the requests of the page: other hosts are beyond a proxy nobody runs. The last
    // rule wins.
    proxyServer: 'http://127.0.0.1:9',
    proxyBypassList: `<-loopback>;${url.host}`,
  });
  await browser.send('Browser.setDownloadBehavior', { behavior: 'deny', browserContextId });
  const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank', browserContextId });
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
  browser.attach(sessionId as string);
  await prepare(browser, url);
  await load(browser, url);
  await delay(SETTLE_MS);
  return takePicture(browser);
};

const prepare = async (page: DevTools, { origin }: URL): Promise<void> => {
  // A page that asks something waits for the answer.
  page.on('Page.javascriptDialogOpening', () => quietly(page.send('Page.handleJavaScriptDialog', { accept: false })));
  page.on('Fetch.requestPaused', ({ requestId, request }) => {
    const isOwn = URL.parse((request as { url: string }).url)?.origin === origin;
    const [command, more] = isOwn ? ['continueRequest'] : ['failRequest', { errorReason: 'BlockedByClient' }];
    quietly(page.send(`Fetch.${command}`, { requestId, ...(more as object) }));
  });
  await page.send('Page.enable');
  await page.send('Network.enable');
  await page.send('Fetch.enable', { patterns: [{ urlPattern: 'http*' }] });
  await page.send('Security.setIgnoreCertificateErrors', { ignore: true });
  await page.send('Emulation.setDeviceMetricsOverride', { ...VIEWPORT, deviceScaleFactor: 1, mobile: false });
};

const load = async (page: DevTools, url: URL): Promise<void> => {
  const deadline = AbortSignal.timeout(LOAD_MS);
  const loaded = new Promise<void>((resolve, reject) => {
    deadline.addEventListener('abort', () => reject(new Error('The page did not load.')), { once: true });
    page.on('Page.loadEventFired', () => resolve());
  });
  // What is waited for below may fail first.
  loaded.catch(() => undefined);
  let status = 0;
  page.on('Network.responseReceived', ({ type, response, frameId, loaderId, requestId }) => {
    // The document's request has the name of what loads it; its frames have others.
    if (type === 'Document' && frameId !== undefined && loaderId === requestId)
      status ||= (response as { status: number }).status;
  });
  const { errorText } = await page.send('Page.navigate', { url: url.href }, LOAD_MS);
  if (errorText !== undefined) throw new Error(`The page did not load: ${String(errorText)}`);
  await loaded;
  if (status >= 400) throw new Error(`The page answered ${status}.`);
};

const takePicture = async (page: DevTools): Promise<Buffer> => {
  for (const quality of QUALITIES) {
    const { data } = await page.send('Page.captureScreenshot', { format: 'jpeg', quality });
    const picture = Buffer.from(data as string, 'base64');
    if (picture.length <= MAX_PICTURE_BYTES) return picture;
  }
  throw new Error('The picture is too large.');
};

/** The page may be gone by then. */
const quietly = (work: Promise<unknown>): void => void work.catch(() => undefined);
