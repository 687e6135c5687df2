import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, requirePackage, seededRandom, SessionLab, SSHD, SshdPeer, TerminalClient } from '#libs/testing';

describe.skipIf(!requirePackage('openssh-server', SSHD))('a terminal over a real sshd', () => {
  const lab = new SessionLab();
  const sshd = new SshdPeer();
  const clients: TerminalClient[] = [];
  const connect = async (...args: Parameters<typeof TerminalClient.open>): Promise<TerminalClient> => {
    const client = await TerminalClient.open(...args);
    clients.push(client);
    return client;
  };

  beforeAll(async () => {
    await sshd.open();
    await lab.open();
    lab.entries.set('box', {
      port: sshd.port,
      config: { username: sshd.username, auth_method: 'key' },
      secrets: { private_key: sshd.privateKey },
    });
  });
  afterAll(async () => {
    for (const client of clients) client.drop();
    await lab.close();
    await sshd.close();
  });

  it('runs a command and reports how the shell ended', async () => {
    const client = await connect(lab.path('box', 'cols=100&rows=30'));
    expect(await client.frame('session')).toMatchObject({ offset: 0, replayed: 0, truncated: false, resumed: false });
    client.type('stty size; echo do""ne; exit 7\n');
    await client.outputs('done');
    expect(client.text).toContain('30 100');
    expect(await client.frame('exit')).toEqual({ type: 'exit', code: 7, signal: null });
    expect(await client.gone()).toEqual({ code: 1000, reason: 'exit' });
  });

  it('speaks the JSON protocol of specification A', async () => {
    const client = await connect(lab.path('box'), { json: true });
    client.send({ type: 'resize', cols: 120, rows: 40 });
    client.send({ type: 'input', data: 'stty size; echo "ä€😀"; exit\n' });
    client.send({ type: 'ping' });
    await client.frame('pong');
    await client.outputs('40 120');
    await client.outputs('\nä€😀');
    await client.gone();
  });

  it('survives a lost network in the middle of output, many times, to the byte', async () => {
    const { share: random } = seededRandom(4711);
    const first = await connect(lab.path('box', 'cols=80&rows=24'));
    const { session } = await first.frame('session');
    // 3 MB that differ everywhere, between two marks.
    first.type(`stty -echo; printf 'be''gin\\n'; seq 1 420000; printf 'fin''ish\\n'\n`);
    let client = first;
    const shown: Buffer[] = [];
    let offset = 0;
    let cuts = 0;
    for (;;) {
      const target = random() * 300_000;
      const tail = shown.at(-1)?.subarray(-20).toString() ?? '';
      const hasAll = (): boolean => (tail + client.text).includes('finish\r\n');
      await client.until(() => client.offset - offset >= target || hasAll());
      // What the client got and nobody saw is asked for again.
      const isOver = hasAll();
      const kept = client.output.subarray(
        0,
        isOver ? undefined : Math.max(0, client.output.length - random() * 100_000),
      );
      shown.push(kept);
      offset += kept.length;
      client.drop();
      if (isOver) break;
      cuts++;
      client = await connect(lab.path('box', `session=${session}&offset=${offset}`));
      expect(await client.frame('session')).toMatchObject({ offset, truncated: false, resumed: true });
    }
    const text = Buffer.concat(shown).toString();
    const body = text.slice(text.indexOf('begin\r\n') + 7, text.indexOf('finish\r\n'));
    expect(body === Array.from({ length: 420_000 }, (_, at) => `${at + 1}\r\n`).join('')).toBe(true);
    expect(cuts).toBeGreaterThan(8);
  });

  it('stops a flood at once on Ctrl-C', async () => {
    const client = await connect(lab.path('box', 'cols=80&rows=24'));
    await client.frame('session');
    client.type('PS1="rea""dy> "; yes\n');
    await client.until(() => client.offset > 2_000_000);
    client.clear();
    client.type('\x03');
    await client.outputs(/\^C[\s\S]*ready> $/);
    client.send({ type: 'close' });
  });

  it('takes a large paste while the program answers every byte of it', async () => {
    const client = await connect(lab.path('box', 'cols=80&rows=24'));
    const { input_window } = await client.frame('session');
    client.type('stty raw -echo; echo sta""rt; head -c 3000000; echo en""d\n');
    await client.outputs('start');
    const paste = Buffer.from(Uint8Array.from({ length: 3_000_000 }, (_, at) => 33 + ((at * 7) % 90)));
    let sent = 0;
    // At least what was typed before.
    const typed = 100;
    while (sent < paste.length) {
      const taken = client.frames.findLast((frame) => frame.type === 'taken')?.offset ?? 0;
      const room = input_window - (sent + typed - taken);
      if (room <= 0) {
        const seen = client.frames.length;
        await client.until(() => client.frames.length > seen);
        continue;
      }
      client.type(paste.subarray(sent, sent + Math.min(room, 50_000)));
      sent += Math.min(room, 50_000);
    }
    const answer = await client.outputs('end\n');
    expect(answer.startsWith(paste.toString(), answer.indexOf('start\n') + 6)).toBe(true);
    client.send({ type: 'close' });
  });

  it('closes a client that sends more input than it was given room for', async () => {
    const client = await connect(lab.path('box', 'cols=80&rows=24'));
    await client.frame('session');
    client.type('stty raw -echo; echo sta""rt; sleep 100\n');
    await client.outputs('start');
    for (let round = 0; round < 80; round++) client.type(Buffer.alloc(100_000, 65));
    expect(await client.gone()).toEqual({ code: 1009, reason: 'request.too_large' });
  });

  it('slows down a JSON client instead of closing it', async () => {
    const client = await connect(lab.path('box', 'cols=80&rows=24'), { json: true });
    client.type('stty raw -echo; echo sta""rt; sleep 0.3; head -c 8000000 | wc -c\n');
    await client.outputs('start');
    for (let round = 0; round < 80; round++) client.type(Buffer.alloc(100_000, 65));
    await client.outputs('8000000');
  });

  it('gives a JSON client whole characters', async () => {
    const client = await connect(lab.path('box', 'cols=80&rows=24'), { json: true });
    client.type(`stty -echo; for i in $(seq 1 30000); do printf 'ä€😀'; done; echo; echo en''d\n`);
    await client.outputs('\nend');
    expect(client.text).not.toContain('\ufffd');
    expect(client.text).toMatch(/(?:ä€😀){30000}\r\n/);
  });

  it('ends the session of a JSON client with its socket, unless it asked for more', async () => {
    const open = async (query = ''): Promise<TerminalClient> => {
      const client = await connect(lab.path('box', `cols=80&rows=24${query}`), { json: true });
      await client.frame('session');
      return client;
    };
    const [plain, staying] = [await open(), await open('&resume=1')];
    const ids = await Promise.all([plain, staying].map(async (client) => (await client.frame('session')).session));
    plain.drop();
    staying.drop();
    await eventually('the end of the first', () => !lab.registry.find(ids[0]!));
    const again = await connect(lab.path('box', `session=${ids[1]}`), { json: true });
    expect(await again.frame('session')).toMatchObject({ session: ids[1], resumed: true });
    again.send({ type: 'close' });
    await eventually('the end of the second', () => !lab.registry.find(ids[1]!));
  });

  it.each([
    ['not json', 'request.invalid'],
    ['[]', 'request.invalid'],
    ['{"type":"launch","ref":"r1"}', 'request.invalid'],
    ['{"type":"resize","cols":0,"rows":10}', 'request.invalid'],
    ['{"type":"input"}', 'request.invalid'],
    ['{"type":"ack","offset":99999999}', 'request.invalid'],
    ['{"type":"answer","id":"x","answers":[1]}', 'request.invalid'],
  ])('answers a bad frame and goes on: %s', async (text, code) => {
    const client = await connect(lab.path('box', 'cols=80&rows=24'));
    await client.frame('session');
    client.ws.send(text);
    expect(await client.frame('error')).toMatchObject({ code });
    client.type('echo go""es on\n');
    await client.outputs('goes on');
    client.send({ type: 'close' });
  });

  it('closes a flood of frames', async () => {
    const client = await connect(lab.path('box', 'cols=80&rows=24'));
    for (let round = 0; round < 6_000; round++) client.send({ type: 'ping' });
    expect(await client.gone()).toEqual({ code: 4429, reason: 'rate.exceeded' });
  });
});

/** Small linear congruential generator: the same numbers in every run. */
