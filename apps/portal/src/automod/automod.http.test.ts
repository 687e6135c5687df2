import { DataSource } from 'typeorm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DomainError, Role } from '#libs/contracts';
import { eventually, type TestUser, usePortal } from '#libs/testing';
import { Sanctions } from '../moderation/index.js';
import { Automod } from './automod.service.js';
import { AutomodRule } from './automod-rule.entity.js';
import { MAX_REGEX_RULES, MAX_RULES } from './automod-rules.service.js';

const ROOM = 7;
const SPAM = { name: 'No spam', kind: 'words', config: { words: ['spam'] } };

describe('automod', () => {
  const portal = usePortal();
  let admin: TestUser;
  let ada: TestUser;

  const rules = (
    path = '',
    call: { method?: string; body?: unknown } = {},
    as: TestUser | string | undefined = admin,
  ) => portal.fetch(`/api/admin/automod/rules${path}`, { as, ...call });
  const create = (body: object) => rules('', { body });
  const put = (id: number, body: object) => rules(`/${id}`, { method: 'PUT', body });
  const test = (body: object, as: TestUser | undefined = admin) =>
    portal.fetch('/api/admin/automod/test', { as, body });
  const log = async (action: string) =>
    (await portal.fetch(`/api/admin/audit-log?action=${action}&target=${ada.username}`, { as: admin })).body.entries;

  /** Undefined when it may be posted. */
  const judge = (text: string, role: Role = 'user', createdAt = new Date(0)) =>
    portal
      .get(Automod)
      .judge({ userId: ada.id, role, createdAt, roomId: ROOM, text })
      .catch(({ code, details }: DomainError) => ({ code, details }));

  beforeAll(async () => {
    admin = await portal.make.user({ role: 'admin' });
  });
  beforeEach(async () => {
    ada = await portal.make.user();
    const { body } = await rules();
    for (const { id } of body.rules) await rules(`/${id}`, { method: 'DELETE' });
  });

  it('has rules that are made, listed, changed and deleted', async () => {
    const { status, body: made } = await create({ ...SPAM, config: { words: ['spam'], unknown: 1 } });
    expect(status).toBe(201);
    expect(made).toEqual({
      ...SPAM,
      id: expect.any(Number),
      config: { words: ['spam'], match: 'whole', leet: false },
      action: 'block',
      timeout_minutes: 10,
      enabled: true,
      dry_run: false,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
    const changed = await put(made.id, { name: 'Renamed', action: 'flag', config: { words: ['ham'], leet: true } });
    expect(changed.body).toEqual({
      ...made,
      name: 'Renamed',
      action: 'flag',
      config: { words: ['ham'], match: 'whole', leet: true },
      updated_at: expect.stringMatching(/Z$/),
    });
    expect((await rules(`/${made.id}`)).body).toEqual(changed.body);
    expect((await rules()).body).toEqual({ rules: [changed.body] });
    expect((await put(made.id, { enabled: false })).body).toEqual({
      ...changed.body,
      enabled: false,
      updated_at: expect.any(String),
    });
    expect((await rules(`/${made.id}`, { method: 'DELETE' })).body).toEqual({ success: true });
    for (const call of [rules(`/${made.id}`), put(made.id, {}), rules(`/${made.id}`, { method: 'DELETE' })]) {
      expect((await call).body).toMatchObject({ status: 404, code: 'automod_rule.not_found' });
    }
    const { body } = await portal.fetch('/api/admin/audit-log?action=automod_rule&limit=4', { as: admin });
    expect(body.entries.map(({ action, target }: any) => [action, target.name])).toEqual([
      ['automod_rule.deleted', 'Renamed'],
      ['automod_rule.updated', 'Renamed'],
      ['automod_rule.updated', 'Renamed'],
      ['automod_rule.created', 'No spam'],
    ]);
  });

  it.each([
    [{ ...SPAM, kind: 'thoughts' }, ['kind']],
    [{ ...SPAM, config: {} }, ['config.words']],
    [{ ...SPAM, config: { words: 'spam' } }, ['config.words']],
    [{ ...SPAM, kind: 'regex', config: { patterns: ['ok', '('] } }, ['config.patterns.1']],
    [{ ...SPAM, kind: 'links', config: { mode: 'deny' } }, ['config.domains']],
    [{ ...SPAM, kind: 'caps', config: { percent: 101, min_letters: 0 } }, ['config.percent', 'config.min_letters']],
    [{ ...SPAM, kind: 'flood', config: {} }, ['config.messages']],
    [{ ...SPAM, kind: 'new_account', config: {} }, ['config.minutes']],
    [{ ...SPAM, action: 'shout', timeout_minutes: 0 }, ['action', 'timeout_minutes']],
  ])('refuses %j', async (body, fields) => {
    const { status, body: answer } = await create(body);
    expect([status, answer.details?.map(({ field }: { field: string }) => field)]).toEqual([400, fields]);
    expect((await rules()).body.rules).toEqual([]);
  });

  it('refuses a config of another kind when a rule is changed, and keeps the old one', async () => {
    const { body } = await create(SPAM);
    expect((await put(body.id, { config: { patterns: ['x'] } })).body.details).toMatchObject([
      { field: 'config.words' },
    ]);
    expect((await rules(`/${body.id}`)).body).toEqual(body);
  });

  it('stops a message before it is stored, says by which rule, and writes down what broke it', async () => {
    const { body } = await create(SPAM);
    expect(await judge('hello')).toBeUndefined();
    expect(await judge('buy my SPAM today')).toEqual({ code: 'message.rejected', details: { rule: 'No spam' } });
    const entries = await log('automod');
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      action: 'automod.blocked',
      actor: null,
      target: { user_id: ada.id, name: ada.username },
      room_id: ROOM,
      details: { rule_id: body.id, rule: 'No spam', kind: 'words', action: 'block', dry_run: false, matched: 'spam' },
    });
  });

  it('lets moderators and administrators say anything, unrecorded', async () => {
    await create(SPAM);
    expect([await judge('spam', 'moderator'), await judge('spam', 'admin')]).toEqual([undefined, undefined]);
    expect(await log('automod')).toEqual([]);
  });

  it('only writes down what a flagging rule and a dry run find', async () => {
    await create({ ...SPAM, name: 'flags', action: 'flag' });
    await create({ ...SPAM, name: 'dry', action: 'timeout', dry_run: true });
    await create({ ...SPAM, name: 'off', enabled: false });
    expect(await judge('spam')).toBeUndefined();
    expect(await log('automod')).toMatchObject([
      { action: 'automod.flagged', details: { rule: 'dry', action: 'timeout', dry_run: true } },
      { action: 'automod.flagged', details: { rule: 'flags', action: 'flag', dry_run: false } },
    ]);
    expect(() => portal.get(Sanctions).requireVoice(ada.id, ROOM)).not.toThrow();
  });

  it('silences the author if told so, in all rooms', async () => {
    await create({ ...SPAM, action: 'timeout', timeout_minutes: 5 });
    expect(await judge('spam')).toMatchObject({ code: 'message.rejected' });
    expect(() => portal.get(Sanctions).requireVoice(ada.id, ROOM + 1)).toThrow(
      expect.objectContaining({ code: 'chat.muted', details: expect.objectContaining({ reason: 'No spam' }) }),
    );
    const [sanction] = (await portal.fetch(`/api/admin/moderation?user_id=${ada.id}`, { as: admin })).body.sanctions;
    const minutes = (Date.parse(sanction.until) - Date.parse(sanction.created_at)) / 60_000;
    expect([Math.round(minutes), sanction.imposed_by]).toEqual([5, null]);
    expect(await log('user')).toMatchObject([{ action: 'user.timed_out', actor: null }]);
  });

  it('asks no further rule once one has stopped the message', async () => {
    await create({ ...SPAM, name: 'first' });
    await create({ ...SPAM, name: 'second' });
    expect(await judge('spam')).toMatchObject({ details: { rule: 'first' } });
    expect(await log('automod')).toHaveLength(1);
  });

  it('goes on counting a flood when another rule changes', async () => {
    await create({ name: 'flood', kind: 'flood', config: { messages: 3, seconds: 3600 } });
    expect([await judge('one'), await judge('two')]).toEqual([undefined, undefined]);
    await create(SPAM);
    expect(await judge('three')).toMatchObject({ details: { rule: 'flood' } });
  });

  it('knows how old an account is', async () => {
    await create({ name: 'new', kind: 'new_account', config: { minutes: 60, links_only: false } });
    expect(await judge('hi', 'user', new Date())).toMatchObject({ details: { rule: 'new' } });
    expect(await judge('hi')).toBeUndefined();
  });

  it('counts what rules find', async () => {
    await create({ name: 'shouting', kind: 'caps', config: {} });
    await judge('STOP SHOUTING AT ME');
    const { body } = await portal.fetch('/metrics', { as: admin });
    expect(body).toContain('portal_automod_triggers_total{kind="caps",action="block"} 1');
  });

  it('tries a text on all rules, one rule or a draft, and does nothing', async () => {
    const one = (await create(SPAM)).body;
    const two = (await create({ name: 'caps', kind: 'caps', config: {}, enabled: false })).body;
    const [spam, caps] = [
      { rule_id: one.id, name: 'No spam', kind: 'words', enabled: true, triggered: true, matched: 'spam' },
      { rule_id: two.id, name: 'caps', kind: 'caps', enabled: false, triggered: false, matched: null },
    ];
    expect((await test({ text: 'some spam' })).body).toEqual({ results: [spam, caps] });
    expect((await test({ text: 'some spam', rule: two.id })).body).toEqual({ results: [caps] });
    const draft = { kind: 'regex', config: { patterns: ['s..m'] } };
    expect((await test({ text: 'swim', draft })).body.results).toMatchObject([{ rule_id: null, matched: 'swim' }]);
    const bad = await test({ text: 'x', draft: { kind: 'regex', config: { patterns: ['('] } } });
    expect(bad.body.details).toMatchObject([{ field: 'draft.config.patterns.0' }]);
    expect((await test({ text: 'x', rule: 2_000_000_000 })).body.code).toBe('automod_rule.not_found');
    expect((await test({ text: 'x'.repeat(4001) })).body.details).toMatchObject([{ field: 'text' }]);
    expect(await log('automod')).toEqual([]);
  });

  it('tells what each kind can be told, for forms', async () => {
    const { body } = await portal.fetch('/api/admin/automod/kinds', { as: admin });
    expect(Object.keys(body.kinds)).toEqual(['words', 'regex', 'links', 'caps', 'flood', 'new_account']);
    expect(body.kinds.links.config_schema).toMatchObject({
      type: 'object',
      required: ['mode'],
      properties: { mode: { type: 'string', enum: ['all', 'allow', 'deny'] } },
    });
  });

  it('has places for so many rules, and fewer for patterns', async () => {
    const pattern = { name: 'p', kind: 'regex', config: { patterns: ['x'] }, enabled: false };
    const made = await Promise.all(Array.from({ length: MAX_REGEX_RULES + 2 }, () => create(pattern)));
    expect(made.filter(({ status }) => status === 201)).toHaveLength(MAX_REGEX_RULES);
    const filler = { ...SPAM, kind: 'words' as const, name: 'filler', enabled: false };
    const { manager } = portal.get(DataSource);
    await manager.insert(
      AutomodRule,
      Array.from({ length: MAX_RULES - MAX_REGEX_RULES - 2 }, () => filler),
    );
    const others = await Promise.all(Array.from({ length: 3 }, () => create({ ...SPAM, enabled: false })));
    expect(others.filter(({ body }) => body.code === 'automod_rule.limit')).toHaveLength(1);
    expect((await rules()).body.rules).toHaveLength(MAX_RULES);
    await manager.delete(AutomodRule, { name: filler.name });
  });

  it('is for administrators', async () => {
    const { body } = await create(SPAM);
    const moderator = await portal.make.user({ role: 'moderator' });
    const calls = (as: TestUser | string | undefined) => [
      portal.fetch('/api/admin/automod/kinds', { as }),
      portal.fetch('/api/admin/automod/rules', { as }),
      portal.fetch(`/api/admin/automod/rules/${body.id}`, { as }),
      portal.fetch('/api/admin/automod/rules', { as, body: SPAM }),
      portal.fetch(`/api/admin/automod/rules/${body.id}`, { as, method: 'PUT', body: {} }),
      portal.fetch(`/api/admin/automod/rules/${body.id}`, { as, method: 'DELETE' }),
      portal.fetch('/api/admin/automod/test', { as, body: { text: 'x' } }),
    ];
    for (const [as, status] of [
      [undefined, 401],
      [moderator, 403],
      [await portal.make.apiKey(admin.id, 'chat:write'), 403],
    ] as const) {
      expect((await Promise.all(calls(as))).map((answer) => answer.status)).toEqual(Array(7).fill(status));
    }
  });
});

describe('automod in two processes', () => {
  const portal = usePortal();

  it('judges by the rules the other one made', async () => {
    const [admin, ada] = [await portal.make.user({ role: 'admin' }), await portal.make.user()];
    const sibling = (await portal.startSibling())!;
    await fetch(`${sibling}/api/admin/automod/rules`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(SPAM),
    });
    const candidate = { userId: ada.id, role: 'user', createdAt: new Date(0), roomId: ROOM, text: 'spam' } as const;
    const judged = () =>
      portal
        .get(Automod)
        .judge(candidate)
        .then(
          () => undefined,
          ({ code }: DomainError) => code,
        );
    expect(await eventually('the rule', judged)).toBe('message.rejected');
  });
});
