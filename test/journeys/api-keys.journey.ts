import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { SshdPeer } from '../../libs/testing/src/peers/sshd.peer.js';
import { cannotTravel } from './cannot-travel.js';
import { exampleFor } from './specification-example.js';
import { useStage } from './stage.js';
import type { Visitor } from './visitor.js';

const run = promisify(execFile);

describe.skipIf(cannotTravel)('an API key', () => {
  const stage = useStage({ isStory: true });
  const sshd = new SshdPeer();
  let person: Visitor;
  let service: number;
  let key: string;

  beforeAll(async () => {
    await sshd.open();
    const { username, password } = sshd;
    const entry = { name: 'Lighthouse', plugin: 'ssh', host: '127.0.0.1', port: sshd.port };
    const config = { username, auth_method: 'password', password };
    ({ id: service } = await stage.admin.post<{ id: number }>('/api/admin/services', { ...entry, config }));
    ({ visitor: person } = await stage.newcomer());
  });
  afterAll(async () => {
    await stage.admin.delete(`/api/admin/services/${service}`);
    await sshd.close();
  });

  /** Status and body, as curl prints them. */
  const curl = async (...args: string[]): Promise<{ status: number; body: string }> => {
    const { stdout } = await run('curl', ['-s', '-w', '\n%{http_code}', ...args]);
    const at = stdout.lastIndexOf('\n');
    return { status: Number(stdout.slice(at + 1)), body: stdout.slice(0, at) };
  };

  it('is made on a page and shown once', async () => {
    await person.open('/settings/api-keys');
    await person.button('New API key').first().click();
    await person.field('Name').fill('Fog horn');
    await person.page.getByRole('radio', { name: /Everything I may/ }).check();
    await person.button('Create').click();
    key = await person.page.getByLabel('Your new API key', { exact: true }).last().innerText();
    expect(key).toMatch(/^portal_[\w-]{20,}$/);
    await person.button('Done').click();
    await person.page.getByRole('row', { name: /Fog horn/ }).waitFor();
    expect(await person.page.getByText(key).count()).toBe(0);
  });

  it('serves curl, in the header and in the address', async () => {
    const { url } = inject('portal');
    for (const args of [
      ['-H', `Authorization: Bearer ${key}`, `${url}/api/services`],
      [`${url}/api/services?token=${key}`],
    ]) {
      const { status, body } = await curl(...args);
      expect(status).toBe(200);
      const { services } = JSON.parse(body) as { services: { id: number }[] };
      expect(services.find(({ id }) => id === service)).toMatchObject({ name: 'Lighthouse', plugin: 'ssh' });
    }
    expect((await curl(`${url}/api/services`)).status).toBe(401);
  });

  it('serves the JavaScript example of the documentation', async () => {
    const { page } = person;
    const screen = () => page.evaluate<string>('terminal.screen');
    await page.evaluate(TERMINAL);
    await page.evaluate(`window.ws = (() => { ${exampleFor(inject('portal').url, service, key)}; return ws; })()`);
    await expect.poll(screen).toContain('$ ');
    await page.evaluate(`terminal.type('stty size; echo "horn $((40 + 2))"\\r')`);
    await expect.poll(screen).toContain('horn 42');
    expect(await screen()).toContain('31 101\r\n');
  });

  it('ends at once what it has open when it is revoked', async () => {
    await person.chooseAction('More actions for Fog horn', 'Revoke');
    await person.button('Revoke').click();
    await person.sees('Key revoked');
    await expect.poll(() => person.page.evaluate('ws.readyState === WebSocket.CLOSED')).toBe(true);
    expect((await curl('-H', `Authorization: Bearer ${key}`, `${inject('portal').url}/api/services`)).status).toBe(401);
  });
});

/** What the example calls `terminal`. */
const TERMINAL = `
  window.terminal = {
    cols: 101,
    rows: 31,
    screen: '',
    write(text) { this.screen += text; },
    onData(listener) { this.type = listener; },
  };
`;
