import { createHash, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SshdPeer } from '../../libs/testing/src/peers/sshd.peer.js';
import { barriers } from './accessibility.js';
import { Cable } from './cable.js';
import { cannotTravel } from './cannot-travel.js';
import { startBuiltPortal, type StartedPortal } from './portal.js';
import { useStage } from './stage.js';
import { TerminalPane } from './terminal-pane.js';
import { DESKTOP, PHONE, type Visitor } from './visitor.js';

const OWNER = { username: 'mara', password: 'lighthouse keeper 1874' };
const GUEST = { username: 'jonas', password: 'a boat without oars' };
const BULK_BYTES = 20_000_000;

/** From a fresh data folder to a shell, with the limits everybody has. */
describe.skipIf(cannotTravel)('a first session', () => {
  const stage = useStage({ isStory: true });
  const sshd = new SshdPeer();
  let portal: StartedPortal;
  let cable: Cable;
  let mara: Visitor;
  let terminal: TerminalPane;

  beforeAll(async () => {
    [portal] = await Promise.all([startBuiltPortal({ env: { PORTAL_NET_ALLOW: '127.0.0.1/32' } }), sshd.open()]);
    cable = await new Cable(portal.url).open();
    mara = await stage.visitor({ portal: cable.url });
    terminal = new TerminalPane(mara, 'Harbour');
  });
  afterAll(async () => {
    cable?.close();
    await Promise.all([portal?.stop(), sshd.close()]);
  });

  it('welcomes whoever opens a portal without accounts', async () => {
    mara.witness.expect(/^401 GET \/api\/me$/);
    await mara.page.goto('/connections');
    await mara.heading('Set up your portal').waitFor();
    expect(mara.place).toBe('/welcome');
    expect(await barriers(mara.page, 'welcome')).toEqual([]);
  });

  it('takes the printed setup code and nothing else', async () => {
    mara.witness.expect(/^40[03] POST \/api\/setup$/);
    await mara.field('Setup code').fill('not-the-code');
    await mara.field('User name').fill(OWNER.username);
    await mara.field('Password').fill(OWNER.password);
    const finish = mara.button('Create account and open the portal');
    await finish.click();
    await mara.sees('That is not the setup code.');

    await mara.field('Setup code').fill(portal.setupCode!);
    await finish.click();
    await mara.heading(`Hello, ${OWNER.username}`).waitFor();
    expect(mara.place).toBe('/');
  });

  it('adds a server with the web form', async () => {
    await mara.page.getByRole('link', { name: 'New connection' }).first().click();
    await mara.field('Host').fill('127.0.0.1');
    await mara.field('Port').fill(String(sshd.port));
    await mara.field('User name').fill(sshd.username);
    await mara.field('Password').fill(sshd.password!);
    await mara.field('Name').fill('Harbour');
    await mara.button('Save').click();
    await mara.sees('Connection created');
    await mara.button('Connect to Harbour').waitFor();
  });

  it('asks whether to trust the server, and shows its fingerprint', async () => {
    await mara.button('Connect to Harbour').click();
    await mara.sees('Do you trust this server?');
    await mara.sees(`You connect to 127.0.0.1:${sshd.port} for the first time.`);
    await mara.sees(sshd.fingerprint);
    expect(await barriers(mara.page, 'terminal-host-key')).toEqual([]);
    await mara.button('Trust and remember').click();
    await terminal.isLive();
  });

  it('runs commands', async () => {
    await terminal.run('echo "$USER works in $PWD"');
    await terminal.shows(`${sshd.username} works in /home/${sshd.username}`);
    expect(await barriers(mara.page, 'terminal')).toEqual([]);
  });

  it('follows the window with its size', async () => {
    await mara.page.setViewportSize(PHONE);
    await expect.poll(async () => (await terminal.size()).cols).toBeLessThan(60);
    for (const viewport of [DESKTOP, { width: 1000, height: 600 }, DESKTOP]) {
      const { cols: before } = await terminal.size();
      await mara.page.setViewportSize(viewport);
      const agree = async (): Promise<boolean> => {
        await terminal.run('clear; echo "size: $(stty size)"');
        const size = await terminal.answer(/^size: (\d+ \d+)$/m);
        const { cols, rows } = await terminal.size();
        return cols !== before && size === `${rows} ${cols}`;
      };
      await expect.poll(agree, { timeout: 10_000 }).toBe(true);
    }
  });

  it('edits a file in vim', async () => {
    await terminal.run('clear; vim.tiny log.txt');
    await terminal.shows(/^~$/m);
    await terminal.type('iLamp lit at dusk.\nWind from the west.');
    await terminal.press('Escape');
    await terminal.run(':wq');
    // An editor that ends throws away what was typed ahead.
    await terminal.shows(/:~\$$/);
    await terminal.run('echo "left with $?"');
    await terminal.shows(/^left with 0$/m);
    const file = await readFile(`/home/${sshd.username}/log.txt`, 'utf8');
    expect(file).toBe('Lamp lit at dusk.\nWind from the west.\n');
  });

  it('takes 20 MB of output without losing a byte, and the page stays usable', async () => {
    const text = `${randomBytes(BULK_BYTES * 0.75)
      .toString('base64')
      .replace(/.{1,99}/g, '$&\n')}`;
    await writeFile(`/home/${sshd.username}/bulk.txt`, text);
    await mara.page.evaluate(WATCH_FRAMES);
    terminal.received.length = 0;
    await terminal.run('clear; echo "from $((1))"; cat bulk.txt; echo "to $((2))"');
    const all = (await terminal.receives('to 2\r\n')).toString('latin1');
    const bulk = all.slice(all.indexOf('from 1\r\n') + 8, all.lastIndexOf('to 2\r\n'));
    expect(sha256(bulk.replaceAll('\r\n', '\n'))).toBe(sha256(text));
    const lines = text.trimEnd().split('\n').slice(-20);
    await terminal.shows([...lines, 'to 2'].join('\n'));
    expect(await mara.page.evaluate('longestFrameMs')).toBeLessThan(1000);
  });

  it('gets out of yes with Ctrl-C', async () => {
    await terminal.run('clear; yes');
    await terminal.shows(/^y\ny\ny\ny$/m);
    await terminal.press('Control+c');
    await terminal.run('echo "out of it: $?"');
    await terminal.shows(/^out of it: 130$/m);
  });

  it('keeps the session and its scrollback over a reload', async () => {
    await terminal.run('clear; echo "shell: $$"; seq 200 | sed "s/$/ gulls/"');
    await terminal.shows(/^200 gulls$/m);
    await mara.page.reload();
    await terminal.isLive();
    await terminal.shows(/^200 gulls$/m);
    await expect.poll(() => scrolledUp(), { timeout: 10_000 }).toMatch(/^shell: \d+$/m);
    const shell = /^shell: (\d+)$/m.exec(await terminal.text())![1];
    await terminal.run('clear; echo "still: $$"');
    expect(await terminal.answer(/^still: (\d+)$/m)).toBe(shell);
  });

  it('goes on where it was after the network was lost', async () => {
    mara.witness.expect(/ERR_(CONNECTION|EMPTY|SOCKET)/);
    await terminal.run('clear; for i in $(seq 30); do echo "wave $i"; sleep 0.1; done');
    await terminal.shows(/^wave 5$/m);
    cable.cut();
    await mara.sees('The connection to the portal was lost.');
    cable.mend();
    await terminal.isLive();
    await terminal.shows(/^wave 30$/m);
    const waves = (await terminal.text()).match(/^wave \d+$/gm);
    expect(waves).toEqual(Array.from({ length: 30 }, (_, at) => `wave ${at + 1}`));
  });

  it('shows nothing of it to somebody else', async () => {
    const place = mara.place;
    const id = new URLSearchParams(place.split('?')[1]).get('connection')!;
    await mara.open('/admin/invite-code');
    const code = await mara.page.locator('main code', { hasNotText: 'http' }).innerText();

    const jonas = await stage.visitor({ portal: portal.url });
    jonas.witness.expect(/^401 GET \/api\/me$/, /^404 /, /WebSocket connection .* failed/);
    await jonas.open('/login');
    await jonas.link('Register with an invite code').click();
    await jonas.field('Invite code').fill(code);
    await jonas.field('User name').fill(GUEST.username);
    await jonas.field('Password').fill(GUEST.password);
    await jonas.button('Create account').click();
    await jonas.heading(`Hello, ${GUEST.username}`).waitFor();
    await jonas.sees('Add your first connection');
    expect(await jonas.page.getByText('Harbour').count()).toBe(0);
    expect(await jonas.link('Users').count()).toBe(0);

    await jonas.page.goto(place);
    await jonas.sees('This connection no longer exists.');
    for (const route of ['', '/connect', '/health', '/host-key']) {
      const answer = await jonas.context.request.get(`/api/connections/${id}${route}`);
      expect(answer.status(), route).toBe(404);
    }
    const { sessions } = await (await jonas.context.request.get('/api/sessions')).json();
    expect(sessions).toEqual([]);
  });

  /** One page further up on every call, from where the terminal has the focus. */
  const scrolledUp = async (): Promise<string> => {
    await terminal.press('Shift+PageUp');
    return terminal.text();
  };
});

const sha256 = (text: string): string => createHash('sha256').update(text, 'latin1').digest('hex');

/** Notes the longest time the page did not paint. */
const WATCH_FRAMES = `
  window.longestFrameMs = 0;
  let last = performance.now();
  const frame = (now) => {
    longestFrameMs = Math.max(longestFrameMs, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
`;
