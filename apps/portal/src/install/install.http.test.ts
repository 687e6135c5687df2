import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readlinkSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, requirePackage, usePortal } from '#libs/testing';
import { issueAuthority, issueLeaf } from '../certificates/issue.js';
import { ClientBundle } from './client-bundle.js';
import { installPs1 } from './install-ps1.js';
import { installSh, shellQuoted } from './install-sh.js';

const CLIENT = `import { argv } from 'node:process';\nconsole.log('client', ...argv.slice(2));\n`;
const SYSTEMS = ['linux', 'darwin', 'windows'].flatMap((system) => [`${system}-amd64`, `${system}-arm64`]);

const port = await freePort();

describe('the installer of the client', () => {
  const portal = usePortal({ RELAY_URL: `https://localhost:${port}` });
  let folder: string;
  let relay: Server;
  /** What the relay in front of the portal spoils. */
  let spoil: (bytes: Buffer) => Buffer = (bytes) => bytes;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), "portal-it's-"));
    const file = path.join(folder, 'portal-tunnel.js');
    writeFileSync(file, CLIENT);
    portal.get(ClientBundle).file = file;
    const { certPem: cert, keyPem: key } = await issueLeaf(await issueAuthority('test'), ['localhost']);
    // Its certificate is one nobody knows, as that of a relay on localhost.
    relay = createServer({ cert, key }, (asked, answer) => {
      const passedOn = request(new URL(asked.url!, portal.url), async (response) => {
        const parts = (await response.toArray()) as Buffer[];
        answer.writeHead(response.statusCode!).end(spoil(Buffer.concat(parts)));
      });
      passedOn.end();
    }).listen(port, '127.0.0.1');
    await once(relay, 'listening');
  });
  afterAll(() => {
    relay.close().closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (command: string, args: string[], env: NodeJS.ProcessEnv = {}) =>
    new Promise<{ code: number | string; out: string; err: string }>((resolve) => {
      execFile(command, args, { env: { ...process.env, HOME: folder, ...env } }, (error, out, err) =>
        resolve({ code: error?.code ?? 0, out, err }),
      );
    });
  const install = async (name: string) => {
    const script = path.join(folder, `${name}.sh`);
    writeFileSync(script, (await portal.fetch('/api/install.sh')).body as string);
    const prefix = path.join(folder, name);
    return { prefix, ...(await run('sh', [script], { PORTAL_PREFIX: prefix })) };
  };

  describe.skipIf(!requirePackage('curl', '/usr/bin/curl'))('in a shell', () => {
    it('installs a client that runs, and says how to use it', async () => {
      const { code, out, err, prefix } = await install("it's here");
      expect([code, err]).toEqual([0, '']);
      expect(out).toContain(`portal-tunnel expose 3000 --name demo --relay 'https://localhost:${port}'`);
      expect(out).toContain('not in your PATH');
      for (const name of ['portal-tunnel', 'portal']) {
        expect((await run(path.join(prefix, 'bin', name), ['--version', 'a b'])).out).toBe('client --version a b\n');
      }
      expect(readlinkSync(path.join(prefix, 'bin/portal'))).toBe('portal-tunnel');
      expect((await install("it's here")).code).toBe(0);
    });

    it('installs nothing that is not what the checksum says', async () => {
      for (const wrong of [
        (bytes: Buffer) => (bytes.includes('argv') ? Buffer.concat([bytes, Buffer.from('//')]) : bytes),
        (bytes: Buffer) => (bytes.includes('argv') ? bytes : Buffer.from('')),
        (bytes: Buffer) => (bytes.includes('argv') ? bytes : Buffer.from('abc  x\n')),
      ]) {
        spoil = wrong;
        const { code, err, prefix } = await install('spoiled');
        expect([code, existsSync(prefix)]).toEqual([1, false]);
        expect(err).toMatch(/checksum/);
      }
      spoil = (bytes) => bytes;
    });

    it('says that Node.js is missing or old', async () => {
      writeFileSync(path.join(folder, 'node'), '#!/bin/sh\nif [ "$1" = -e ]; then exit 1; fi\necho v18.20.0\n', {
        mode: 0o755,
      });
      const script = path.join(folder, 'old.sh');
      writeFileSync(script, (await portal.fetch('/api/install.sh')).body as string);
      const { code, err } = await run('/bin/sh', [script], { PATH: `${folder}:/usr/bin:/bin` });
      expect([code, err]).toEqual([1, expect.stringContaining('this is v18.20.0')]);
      expect((await run('/bin/sh', [script], { PATH: '/nowhere' })).err).toContain('Node.js 20 or newer is needed');
    });

    it('takes no address for a command', async () => {
      const evil = `https://x/';touch ${folder}/evil;'$(touch ${folder}/evil)`;
      expect((await run('sh', ['-c', `printf %s ${shellQuoted(evil)}`])).out).toBe(evil);
      const script = path.join(folder, 'quoted.sh');
      writeFileSync(script, installSh({ url: evil, isLocal: false }));
      expect((await run('sh', ['-n', script])).code).toBe(0);
      expect((await run('sh', [script], { PORTAL_PREFIX: path.join(folder, 'evil-prefix') })).code).toBe(1);
      expect(existsSync(path.join(folder, 'evil'))).toBe(false);
      expect(installPs1({ url: "https://x/'\u2019", isLocal: true })).toContain(
        "$RelayUrl = 'https://x/''\u2019\u2019'",
      );
    });
  });

  it('trusts a certificate nobody knows on this machine alone', () => {
    const url = 'https://relay.example';
    const unchecked = /RELAY_IS_LOCAL=yes|'-k'/;
    for (const make of [installSh, installPs1]) {
      expect(make({ url, isLocal: true })).toMatch(unchecked);
      expect(make({ url, isLocal: false })).not.toMatch(unchecked);
    }
  });

  it.each([
    ['/api/install.sh', 'text/x-shellscript', 'inline; filename="install.sh"'],
    ['/api/install.ps1', 'text/plain', 'inline; filename="install.ps1"'],
    ['/api/install/bin/linux-amd64', 'application/octet-stream', 'attachment; filename="portal-linux-amd64.mjs"'],
  ])('serves %s as a file, and again only when it changed', async (address, type, disposition) => {
    const { status, headers } = await portal.fetch(address, { method: 'HEAD' });
    expect([status, headers.get('content-disposition')]).toEqual([200, disposition]);
    expect(headers.get('content-type')).toContain(type);
    const again = await portal.fetch(address, { headers: { 'if-none-match': headers.get('etag')! } });
    expect([again.status, again.body]).toEqual([304, '']);
    const posted = await portal.fetch(address, { method: 'POST' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, expect.stringContaining('GET')]);
  });

  it.each(SYSTEMS)('has a client for %s, with its checksum', async (system) => {
    const { body, headers } = await portal.fetch(`/api/install/bin/${system}`);
    expect(body).toBe(CLIENT);
    const checksum = headers.get('x-checksum-sha256');
    expect(checksum).toMatch(/^[0-9a-f]{64}$/);
    const { body: line } = await portal.fetch(`/api/install/bin/${system}.sha256`);
    expect(line).toBe(`${checksum}  portal-${system}.mjs\n`);
  });

  it.each(['plan9-amd64', 'linux', 'linux-amd64.sha512', 'linux-amd64.exe', '..%2f..%2fetc', 'x'.repeat(400)])(
    'has nothing for %.20s',
    async (slug) => {
      const { status, body, headers } = await portal.fetch(`/api/install/bin/${slug}`);
      expect([status, body]).toEqual([404, '404 page not found\n']);
      expect(headers.get('content-type')).toMatch(/^text\/plain/);
    },
  );

  it('has nothing where the client was not built', async () => {
    const bundle = portal.get(ClientBundle);
    const { file } = bundle;
    bundle.file = path.join(folder, 'none.js');
    expect((await portal.fetch('/api/install/bin/linux-amd64')).status).toBe(404);
    bundle.file = file;
  });
});
