import { writeFile } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { eventually, RELAY, usePortal } from '#libs/testing';
import { RelayServer } from '../../../portal/src/relay/relay-server.js';
import { TunnelLab, visit } from '../tunnel-lab.peer.js';
import { EXIT } from './exit-code.js';
import { runCommand } from './run-command.js';

class FakeOutput extends Writable {
  text = '';
  isTTY = false;
  columns = 80;
  rows = 24;

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}

describe('the command', () => {
  const portal = usePortal(RELAY);
  const lab = new TunnelLab();
  const relayUrl = () => `https://localhost:${portal.get(RelayServer).port}`;

  const run = (line: string, { isTTY = false, env = {} }: { isTTY?: boolean; env?: NodeJS.ProcessEnv } = {}) => {
    const [out, err, ending] = [new FakeOutput(), new FakeOutput(), new AbortController()];
    out.isTTY = isTTY;
    const code = runCommand(line.split(' ').filter(Boolean), { out, err, env, ending: ending.signal });
    return { out, err, code, end: () => ending.abort() };
  };
  const local = () => lab.http((_request, response) => response.end('hello'));

  it('publishes, tells of it in plain lines and ends politely', async () => {
    const line = `expose ${await local()} --name plain --identity ${lab.file('plain')} --relay ${relayUrl()}`;
    const { out, err, code, end } = run(line);
    const online = await eventually('the address', () => /online: (\S+) -> localhost:\d+/.exec(out.text));
    expect(await visit(online[1]!)).toMatchObject({ body: 'hello' });
    end();
    expect(await code).toBe(EXIT.ok);
    expect(out.text).toMatch(/plain closed/);
    expect(err.text).toContain('Ended: plain is no longer public (1 connections served).');
  });

  it('writes one JSON object a line when asked to', async () => {
    const line = `expose ${await local()} --name json --identity ${lab.file('json')} --json`;
    const { out, code, end } = run(line, { env: { PORTAL_RELAY: relayUrl() } });
    await eventually('the state', () => out.text.includes('"state":"online"'));
    end();
    expect(await code).toBe(EXIT.ok);
    const events = out.text
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(events.map(({ state }) => state)).toEqual(['connecting', 'checking', 'online', 'closed']);
    expect(events[2]).toMatchObject({
      event: 'state',
      name: 'json',
      publicUrl: expect.stringContaining('json.localhost'),
    });
  });

  it('draws a status screen in a terminal and leaves it as it was', async () => {
    const line = `expose ${await local()} --name screen --identity ${lab.file('screen')} --relay ${relayUrl()}`;
    const { out, code, end } = run(line, { isTTY: true, env: { NO_COLOR: '1' } });
    await eventually('the state', () => /state {7}online/.test(out.text));
    out.columns = 20;
    out.emit('resize');
    end();
    expect(await code).toBe(EXIT.ok);
    expect(out.text.startsWith('\x1b[?1049h')).toBe(true);
    expect(out.text.endsWith('\x1b[?25h\x1b[?1049l')).toBe(true);
    expect(out.text).not.toContain('\x1b[32m');
  });

  it('publishes every service of a configuration file, after checking it', async () => {
    const file = lab.file('tunnels');
    const services = ['one', 'two'].map((name) => ({ name, target: 1, identity: lab.file(name) }));
    await writeFile(file, JSON.stringify({ relays: [relayUrl()], services }));
    const check = run(`config check ${file}`);
    expect(await check.code).toBe(EXIT.ok);
    expect(check.out.text).toContain('one -> localhost:1 at https://localhost:');
    const { out, code, end } = run(`expose --config ${file}`);
    await eventually('both', () => ['one', 'two'].every((name) => out.text.includes(`${name} online`)));
    end();
    expect(await code).toBe(EXIT.ok);
  });

  it('ends with its own code when every relay refuses', async () => {
    const target = await local();
    await lab.expose({ target, name: 'taken', relays: [relayUrl()] });
    const { err, code } = run(`expose ${target} --name taken --identity ${lab.file('other')} --relay ${relayUrl()}`);
    expect(await code).toBe(EXIT.refused);
    expect(err.text).toContain('hostname_conflict');
  });

  it('shows an identity and never its private key', async () => {
    const line = `identity --name shown --identity ${lab.file('shown')}`;
    const first = run(line);
    expect(await first.code).toBe(EXIT.ok);
    expect(first.out.text).toMatch(
      /name {8}shown\naddress {5}0x[0-9a-fA-F]{40}\npublic key {2}0[23][0-9a-f]{64}\nfile .*\(new\)\n/,
    );
    const second = run(line);
    await second.code;
    expect(second.out.text).toBe(first.out.text.replace(' (new)', ''));
  });

  it.each([
    ['', 'Usage'],
    ['publish 3000', 'no command "publish"'],
    ['expose', 'Which local service?'],
    ['expose 3000 --bogus', '--bogus'],
    ['expose 3000', 'relays: name at least one relay'],
    ['expose --config /nowhere.json', 'cannot be read'],
    ['config', 'config check <file>'],
    ['identity --name ***', 'name'],
  ])('explains what is wrong with %j', async (line, words) => {
    const { out, err, code } = run(line);
    expect(await code).toBe(EXIT.usage);
    expect(err.text).toContain(words);
    expect(out.text).toBe('');
  });

  it('helps', async () => {
    for (const line of ['help', '--help', 'expose --help', '-h']) {
      const { out, code } = run(line);
      expect(await code).toBe(EXIT.ok);
      expect(out.text).toContain('--no-ban-mitm');
    }
    const { out } = run('--version');
    expect(out.text).toMatch(/^\d+\.\d+\.\d+/);
  });
});
