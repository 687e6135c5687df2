import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '#libs/contracts';
import { CLOSED_POLICY, NetGuard, parseCidr, type NetGuardOptions, type NetworkPolicy } from './index.js';

const LOOPBACK: NetworkPolicy = { ...CLOSED_POLICY, loopback: true };
const PRIVATE: NetworkPolicy = { ...CLOSED_POLICY, private: true };

/** Answers each name with the next of its lists, and the last one from then on. */
class FakeDns {
  readonly asked: string[] = [];

  constructor(private readonly zones: Record<string, string[][]>) {}

  readonly resolve = async (host: string): Promise<{ address: string }[]> => {
    this.asked.push(host);
    const answers = this.zones[host];
    if (!answers) throw Object.assign(new Error('no such host'), { code: 'ENOTFOUND' });
    return (answers.length > 1 ? answers.shift()! : answers[0]!).map((address) => ({ address }));
  };
}

const guardWith = (policy: NetworkPolicy, dns = new FakeDns({}), options: NetGuardOptions = {}): NetGuard =>
  new NetGuard(() => policy, { resolver: dns.resolve, ...options });

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'passed',
    (error: unknown) => (error instanceof DomainError ? error.code : error),
  );

describe('a hostile target', () => {
  const dns = new FakeDns({
    'public.example': [['93.184.216.34', '2606:2800:220:1::1']],
    'mixed.example': [['93.184.216.34', '10.0.0.5']],
    'mixed6.example': [['93.184.216.34', '::1']],
    'sneaky.example': [['::ffff:127.0.0.1']],
    'metadata.google.internal': [['169.254.169.254']],
    'empty.example': [[]],
    'garbage.example': [['not an address']],
    'zone.example': [['fe80::1%eth0']],
    localhost: [['127.0.0.1', '::1']],
    'localhost.': [['127.0.0.1']],
    'foo.localhost': [['127.0.0.1']],
    'xn--bcher-kva.example': [['93.184.216.34']],
  });
  const guard = guardWith(PRIVATE, dns);

  it.each([
    ['public.example', 'passed'],
    ['PUBLIC.example', 'passed'],
    ['bücher.example', 'passed'],
    ['8.8.8.8', 'passed'],
    ['[2606:4700::1111]', 'passed'],
    ['2606:4700::1111', 'passed'],
    ['10.0.0.1', 'passed'],
    ['mixed.example', 'passed'],
    ['mixed6.example', 'target.blocked'],
    ['sneaky.example', 'target.blocked'],
    ['metadata.google.internal', 'target.blocked'],
    ['garbage.example', 'target.blocked'],
    ['zone.example', 'target.blocked'],
    ['empty.example', 'target.unresolvable'],
    ['absent.example', 'target.unresolvable'],
    ['localhost', 'target.blocked'],
    ['LocalHost', 'target.blocked'],
    ['localhost.', 'target.blocked'],
    ['foo.localhost', 'target.blocked'],
    ['127.0.0.1', 'target.blocked'],
    ['127.0.0.1.', 'target.blocked'],
    ['127.1', 'target.blocked'],
    ['127.0.1', 'target.blocked'],
    ['2130706433', 'target.blocked'],
    ['0x7f000001', 'target.blocked'],
    ['0x7F.1', 'target.blocked'],
    ['0x7f.0x0.0x0.0x1', 'target.blocked'],
    ['0177.0.0.1', 'target.blocked'],
    ['017700000001', 'target.blocked'],
    ['0177.1', 'target.blocked'],
    ['0', 'target.blocked'],
    ['0x', 'target.blocked'],
    ['0.0.0.0', 'target.blocked'],
    ['[::]', 'target.blocked'],
    ['::', 'target.blocked'],
    ['[::1]', 'target.blocked'],
    ['::1', 'target.blocked'],
    ['[0000::1]', 'target.blocked'],
    ['[::ffff:127.0.0.1]', 'target.blocked'],
    ['::ffff:7f00:1', 'target.blocked'],
    ['[::127.0.0.1]', 'target.blocked'],
    ['[64:ff9b::7f00:1]', 'target.blocked'],
    ['[64:ff9b::169.254.169.254]', 'target.blocked'],
    ['[2002:7f00:1::]', 'target.blocked'],
    ['[2001:0:7f00:1::5]', 'target.blocked'],
    ['[fe80::1]', 'target.blocked'],
    ['169.254.169.254', 'target.blocked'],
    ['2852039166', 'target.blocked'],
    ['0xa9fea9fe', 'target.blocked'],
    ['0251.0376.0251.0376', 'target.blocked'],
    ['①②⑦.⓪.⓪.①', 'target.blocked'],
    ['１２７.０.０.１', 'target.blocked'],
    ['127。0。0。1', 'target.blocked'],
    ['127.0.0.1', 'target.blocked'],
    ['ｌｏｃａｌｈｏｓｔ', 'target.blocked'],
    ['loc\u00adalhost', 'target.blocked'],
    ['255.255.255.255', 'target.blocked'],
    ['224.0.0.1', 'target.blocked'],
    ['fe80::1%eth0', 'target.invalid'],
    ['[fe80::1%25eth0]', 'target.invalid'],
    ['[fe80::1%lo]', 'target.invalid'],
    ['%31%32%37.0.0.1', 'target.invalid'],
    ['127.0.0.1%00', 'target.invalid'],
    ['public.example@127.0.0.1', 'target.invalid'],
    ['user:pass@public.example', 'target.invalid'],
    ['public.example#@127.0.0.1', 'target.invalid'],
    ['public.example/..', 'target.invalid'],
    ['public.example?x', 'target.invalid'],
    ['public.example\\@127.0.0.1', 'target.invalid'],
    ['public.example:22', 'target.invalid'],
    ['127.0.0.1:80', 'target.invalid'],
    ['http://public.example', 'target.invalid'],
    ['public.example\0.evil', 'target.invalid'],
    ['public.example\r\nx', 'target.invalid'],
    ['\tlocalhost', 'target.invalid'],
    [' public.example', 'target.invalid'],
    ['a b.example', 'target.invalid'],
    ['', 'target.invalid'],
    ['.', 'target.invalid'],
    ['..', 'target.invalid'],
    ['.public.example', 'target.invalid'],
    ['public..example', 'target.invalid'],
    ['public.example..', 'target.invalid'],
    ['[]', 'target.invalid'],
    ['[::1', 'target.invalid'],
    ['::1]', 'target.invalid'],
    ['[127.0.0.1]', 'target.invalid'],
    ['[::1][::1]', 'target.invalid'],
    [':::1', 'target.invalid'],
    ['256.256.256.256', 'target.invalid'],
    ['1.2.3.4.5', 'target.invalid'],
    ['4294967296', 'target.invalid'],
    ['0x100000000', 'target.invalid'],
    ['09.0.0.1', 'target.invalid'],
    ['xn--', 'target.invalid'],
    ['xn--a', 'target.invalid'],
    [`${'a'.repeat(64)}.example`, 'target.invalid'],
    [`${'a.'.repeat(127)}aa`, 'target.invalid'],
    ['a'.repeat(100_000), 'target.invalid'],
    ['ß'.repeat(1000), 'target.invalid'],
  ])('%j ends as %s', async (host, expected) => {
    expect(await codeOf(guard.check(host, 80, 'connections'))).toBe(expected);
  });

  it.each([0, -1, 65_536, 1.5, NaN, Infinity, '22' as unknown as number])('with port %s is invalid', async (port) => {
    expect(await codeOf(guard.check('8.8.8.8', port, 'connections'))).toBe('target.invalid');
    expect(await codeOf(guard.dial({ host: '8.8.8.8', port }, { scope: 'connections' }))).toBe('target.invalid');
  });

  it('is blocked when one of its answers is, though the others are public', async () => {
    const closed = guardWith(CLOSED_POLICY, dns);
    expect(await codeOf(closed.check('public.example', 80, 'browser'))).toBe('passed');
    expect(await codeOf(closed.check('mixed.example', 80, 'browser'))).toBe('target.blocked');
  });

  it('never asks a name server about an address, however it is written', async () => {
    const silent = new FakeDns({});
    for (const host of ['127.1', '0x7f000001', '2130706433', '[::1]', '１２７.０.０.１', '127.0.0.1.']) {
      await codeOf(guardWith(LOOPBACK, silent).check(host, 80, 'connections'));
    }
    expect(silent.asked).toEqual([]);
  });

  it('is judged by the policy of its own scope', async () => {
    const scoped = new NetGuard((scope) => (scope === 'services' ? PRIVATE : CLOSED_POLICY));
    expect(await codeOf(scoped.check('192.168.1.100', 22, 'services'))).toBe('passed');
    for (const scope of ['connections', 'browser', 'outbound'] as const) {
      expect(await codeOf(scoped.check('192.168.1.100', 22, scope))).toBe('target.blocked');
    }
  });

  it('says which rule stopped it', async () => {
    await expect(guardWith(CLOSED_POLICY).check('192.168.1.100', 22, 'connections')).rejects.toMatchObject({
      code: 'target.blocked',
      details: { host: '192.168.1.100', port: 22, reason: 'private' },
    });
  });
});

describe('dialling', () => {
  let server: Server;
  let port: number;
  beforeEach(async () => {
    server = createServer((socket) => socket.on('error', () => {}).end('hello')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(() => void server.close());

  const dial = (guard: NetGuard, host: string, options: { timeoutMs?: number; signal?: AbortSignal } = {}, to = port) =>
    guard.dial({ host, port: to }, { scope: 'connections', ...options });

  it('connects to the address that was judged', async () => {
    const dns = new FakeDns({ 'host.example': [['127.0.0.1']] });
    const socket = await dial(guardWith(LOOPBACK, dns), 'host.example');
    const [data] = (await once(socket, 'data')) as [Buffer];
    expect(String(data)).toBe('hello');
    expect(socket.remoteAddress).toBe('127.0.0.1');
    socket.destroy();
  });

  it('asks once, so a name server that changes its answer changes nothing', async () => {
    const dns = new FakeDns({ 'rebind.example': [['127.0.0.1'], ['169.254.169.254']] });
    const guard = guardWith(LOOPBACK, dns);
    (await dial(guard, 'rebind.example')).destroy();
    expect(dns.asked).toEqual(['rebind.example']);
    expect(await codeOf(dial(guard, 'rebind.example'))).toBe('target.blocked');
  });

  it('judges again after a check that passed', async () => {
    const dns = new FakeDns({ 'rebind.example': [['93.184.216.34'], ['127.0.0.1']] });
    const guard = guardWith(CLOSED_POLICY, dns);
    expect(await codeOf(guard.check('rebind.example', port, 'connections'))).toBe('passed');
    expect(await codeOf(dial(guard, 'rebind.example'))).toBe('target.blocked');
  });

  it('falls back to the next address when one refuses', async () => {
    const dns = new FakeDns({ 'two.example': [['::1', '127.0.0.1']] });
    const socket = await dial(guardWith(LOOPBACK, dns), 'two.example');
    expect(socket.remoteAddress).toBe('127.0.0.1');
    socket.destroy();
  });

  it('does not wait for an address that swallows packets', async () => {
    const dns = new FakeDns({ 'slow.example': [['198.18.0.1', '127.0.0.1']] });
    const policy = { ...LOOPBACK, allow: [parseCidr('198.18.0.0/15')] };
    const startedAt = performance.now();
    const socket = await dial(guardWith(policy, dns), 'slow.example', { timeoutMs: 5000 });
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(socket.remoteAddress).toBe('127.0.0.1');
    socket.destroy();
  });

  it('tells refused from timed out', async () => {
    await new Promise((resolve) => server.close(resolve));
    expect(await codeOf(dial(guardWith(LOOPBACK), '127.0.0.1'))).toBe('target.refused');
    const stuck: NetGuardOptions = { resolver: () => new Promise(() => {}) };
    expect(await codeOf(dial(new NetGuard(() => LOOPBACK, stuck), 'never.example', { timeoutMs: 30 }))).toBe(
      'target.timeout',
    );
  });

  it('ends with the reason of the signal that stopped it', async () => {
    const controller = new AbortController();
    const stuck = new NetGuard(() => LOOPBACK, { resolver: () => new Promise(() => {}) });
    const dialling = dial(stuck, 'never.example', { signal: controller.signal });
    controller.abort(new Error('closed by its user'));
    await expect(dialling).rejects.toThrow('closed by its user');
    await expect(dial(guardWith(LOOPBACK), '127.0.0.1', { signal: controller.signal })).rejects.toThrow(
      'closed by its user',
    );
  });

  it('survives a reset before anybody listens to the socket', async () => {
    server.removeAllListeners('connection');
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    const socket = await dial(guardWith(LOOPBACK), '127.0.0.1');
    (await accepted)[0].resetAndDestroy();
    await new Promise((resolve) => socket.once('close', resolve));
    expect(socket.errored).toMatchObject({ code: 'ECONNRESET' });
  });

  it.each([
    ['its address', '127.0.0.1', '127.0.0.1'],
    ['every address of the machine', '0.0.0.0', '127.0.0.1'],
    ['every address of the machine', '::', '127.8.9.10'],
    ['an IPv4 address in IPv6', '127.0.0.1', '::ffff:127.0.0.1'],
    ['its name', 'db.internal', '127.0.0.1'],
  ])('never reaches the portal itself by %s (%s), whatever the policy allows', async (_, own, host) => {
    const dns = new FakeDns({ 'db.internal': [['127.0.0.1']] });
    const policy: NetworkPolicy = {
      ...LOOPBACK,
      allow: [parseCidr('127.0.0.0/8')],
      environmentAllow: [parseCidr('127.0.0.0/8')],
    };
    const guard = guardWith(policy, dns, { ownEndpoints: () => [{ host: own, port }] });
    await expect(dial(guard, host)).rejects.toMatchObject({ code: 'target.blocked', details: { reason: 'own' } });
    expect(await codeOf(guard.check(host, port === 65_535 ? 1 : port + 1, 'connections'))).toBe('passed');
  });
});
