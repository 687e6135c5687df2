import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BrowserPeer, OIDC_CLIENT, OidcProviderPeer, type TestUser, usePortal } from '#libs/testing';
import { User } from '../../users/index.js';
import { localPath } from './oidc.service.js';

/** A portal whose provider is a real one. */
const useProvider = (env: Record<string, string> = {}) => {
  const provider = new OidcProviderPeer();
  const settings: Record<string, string> = {
    OIDC_CLIENT_ID: OIDC_CLIENT.id,
    OIDC_CLIENT_SECRET: OIDC_CLIENT.secret,
    OIDC_NAME: 'Company',
    ...env,
  };
  beforeAll(async () => {
    await provider.open();
    settings['OIDC_ISSUER'] = provider.issuer;
  });
  const portal = usePortal(settings);
  beforeAll(() => provider.serve(`${portal.url}/api/auth/oidc/callback`));
  afterAll(() => provider.close());

  const isBack = (url: URL): boolean => url.origin === portal.url && !url.pathname.startsWith('/api/');
  /** From an address that leads to the provider, through its forms, back to a page of the portal. */
  const through = async (browser: BrowserPeer, address: string, name: string): Promise<URL> => {
    let page = await browser.go(address, { stop: isBack });
    const forms: Record<string, string>[] = [{ prompt: 'login', login: name, password: 'any' }, { prompt: 'consent' }];
    for (const form of forms) {
      if (isBack(page.url)) break;
      page = await browser.go(page.url.href, { form, stop: isBack });
    }
    return page.url;
  };
  const signIn = (browser: BrowserPeer, name: string, query = '') =>
    through(browser, `${portal.url}/api/auth/oidc/login${query}`, name);
  const link = async (browser: BrowserPeer, user: TestUser, name: string): Promise<URL> => {
    const { body, headers } = await portal.fetch('/api/me/identities/oidc', { as: user, body: {} });
    browser.remember(portal.url, [...headers.getSetCookie(), `portal_session=${user.token}`]);
    return through(browser, body.url, name);
  };
  const me = (browser: BrowserPeer) =>
    portal.fetch('/api/me', { headers: { cookie: browser.cookieHeader(portal.url) } });
  return { portal, provider, signIn, link, me };
};

describe('signing in through a provider', () => {
  const { portal, signIn, link, me } = useProvider();

  it('is offered by name', async () => {
    expect((await portal.fetch('/api/auth/options')).body.oidc).toEqual({
      name: 'Company',
      login_url: '/api/auth/oidc/login',
    });
  });

  it('signs in to the account it was linked to and goes where the person wanted to', async () => {
    const ada = await portal.make.user();
    const landed = await link(new BrowserPeer(), ada, 'ada');
    expect(landed.pathname + landed.search).toBe('/settings/security');

    const browser = new BrowserPeer();
    const back = await signIn(browser, 'ada', '?return_to=/connections%3Fq%3Da');
    expect(back.pathname + back.search).toBe('/connections?q=a');
    expect((await me(browser)).body.id).toBe(ada.id);
    expect(browser.cookie(portal.url, 'portal_oidc')).toBeUndefined();
    const list = await portal.fetch('/api/me/identities', { as: ada });
    expect(list.body.identities).toMatchObject([{ issuer: expect.stringMatching(/^http:\/\/127/) }]);
  });

  it('makes no account unless that is allowed, whatever name or address the provider tells', async () => {
    await portal.make.user({ username: 'stranger.name' });
    const browser = new BrowserPeer();
    const back = await signIn(browser, 'stranger');
    expect(back.pathname + back.search).toBe('/login?error=oidc.no_account');
    expect((await me(browser)).status).toBe(401);
  });

  it('links a subject to one account only', async () => {
    const [ada, eve] = await Promise.all([portal.make.user(), portal.make.user()]);
    await link(new BrowserPeer(), ada, 'shared');
    const back = await link(new BrowserPeer(), eve, 'shared');
    expect(back.searchParams.get('error')).toBe('oidc.linked');
    expect((await portal.fetch('/api/me/identities', { as: eve })).body.identities).toEqual([]);
  });

  it('links nothing when another person is signed in by then', async () => {
    const [ada, eve] = await Promise.all([portal.make.user(), portal.make.user()]);
    const browser = new BrowserPeer();
    const { body, headers } = await portal.fetch('/api/me/identities/oidc', { as: ada, body: {} });
    browser.remember(portal.url, [...headers.getSetCookie(), `portal_session=${eve.token}`]);
    const page = await browser.go(body.url);
    const consent = await browser.go(page.url.href, { form: { prompt: 'login', login: 'mixed', password: 'x' } });
    const back = await browser.go(consent.url.href, {
      form: { prompt: 'consent' },
      stop: ({ pathname }) => pathname === '/settings/security',
    });
    expect(back.url.searchParams.get('error')).toBe('auth.required');
    for (const user of [ada, eve]) {
      expect((await portal.fetch('/api/me/identities', { as: user })).body.identities).toEqual([]);
    }
  });

  it('is finished only by the browser that began it, and only once', async () => {
    const ada = await portal.make.user();
    await link(new BrowserPeer(), ada, 'carol');
    const browser = new BrowserPeer();
    const toCallback = (url: URL) => url.pathname === '/api/auth/oidc/callback';
    const login = await browser.go(`${portal.url}/api/auth/oidc/login`);
    const consent = await browser.go(login.url.href, { form: { prompt: 'login', login: 'carol', password: 'x' } });
    const { url: callback } = await browser.go(consent.url.href, { form: { prompt: 'consent' }, stop: toCallback });

    const isLogin = ({ pathname }: URL) => pathname === '/login' || pathname === '/';
    const other = await new BrowserPeer().go(callback.href, { stop: isLogin });
    expect(other.url.search).toBe('?error=oidc.failed');
    const own = browser.cookieHeader(portal.url);
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => portal.fetch(callback.pathname + callback.search, { headers: { cookie: own } })),
    );
    const places = answers.map(({ headers }) => headers.get('location')).sort();
    expect(places).toEqual(['/', '/login?error=oidc.failed', '/login?error=oidc.failed']);
  });

  it('tells when the provider says no, and survives what is not its answer', async () => {
    const browser = new BrowserPeer();
    const login = await browser.go(`${portal.url}/api/auth/oidc/login`);
    expect(login.status).toBe(200);
    const state = browser.cookie(portal.url, 'portal_oidc')!.split('.')[1]!;
    const denied = await portal.fetch(`/api/auth/oidc/callback?error=access_denied&state=${state}`, {
      headers: { cookie: browser.cookieHeader(portal.url) },
    });
    expect(denied.headers.get('location')).toBe('/login?error=oidc.failed');
    for (const query of ['', '?code=x', '?code=x&state=y', '?state=%00', '?code=a&code=b']) {
      const answer = await portal.fetch(`/api/auth/oidc/callback${query}`, { headers: { cookie: 'portal_oidc=a.b' } });
      expect(answer.status).toBe(302);
      expect(answer.headers.get('location')).toBe('/login?error=oidc.failed');
    }
  });

  it('is unlinked unless nothing else would sign in', async () => {
    const ada = await portal.make.user();
    await link(new BrowserPeer(), ada, 'dora');
    const [{ id }] = (await portal.fetch('/api/me/identities', { as: ada })).body.identities;
    const unlink = (as: TestUser) => portal.fetch(`/api/me/identities/${id}`, { as, method: 'DELETE' });
    expect((await unlink(await portal.make.user())).body.code).toBe('identity.not_found');
    const { manager } = portal.get(DataSource);
    const { passwordHash } = (await manager.findOneBy(User, { id: ada.id }))!;
    await manager.update(User, { id: ada.id }, { passwordHash: null });
    expect((await unlink(ada)).body).toMatchObject({ status: 409, code: 'identity.last' });
    await manager.update(User, { id: ada.id }, { passwordHash });
    expect((await unlink(ada)).body).toEqual({ success: true });
    expect((await signIn(new BrowserPeer(), 'dora')).search).toBe('?error=oidc.no_account');
  });
});

describe('accounts made by a provider', () => {
  const { portal, provider, signIn, me } = useProvider({ OIDC_ALLOW_SIGNUP: 'on', OIDC_ADMIN_GROUP: 'operators' });

  it('are not made before there is an administrator', async () => {
    expect((await signIn(new BrowserPeer(), 'early')).search).toBe('?error=setup.required');
  });

  it('are named after the person, once', async () => {
    await portal.make.user({ role: 'admin', username: 'frank.name' });
    const browser = new BrowserPeer();
    await signIn(browser, 'grace');
    const { body } = await me(browser);
    expect(body).toMatchObject({ username: 'grace.name', role: 'user', has_password: false });
    const again = new BrowserPeer();
    await signIn(again, 'grace');
    expect((await me(again)).body.id).toBe(body.id);
    const taken = new BrowserPeer();
    await signIn(taken, 'frank');
    expect((await me(taken)).body.username).toMatch(/^frank\.name-\d+$/);
    const password = await portal.fetch('/api/token', { body: { username: 'grace.name', password: '' } });
    expect(password.body.code).toBe('auth.invalid');
  });

  it('are administrators by their group', async () => {
    provider.groups.set('heidi', ['staff', 'operators']);
    const browser = new BrowserPeer();
    await signIn(browser, 'heidi');
    expect((await me(browser)).body.role).toBe('admin');
  });
});

describe('a provider the network policy does not allow', () => {
  const { portal, provider } = useProvider({ PORTAL_NET_ALLOW: '' });

  it('is never asked', async () => {
    const { body } = await portal.fetch('/api/auth/oidc/login');
    expect(body).toMatchObject({ status: 401, code: 'oidc.failed' });
    expect(provider.requests).toEqual([]);
  });
});

describe('where a sign-in returns to', () => {
  const origin = new URL('https://portal.example.com');

  it.each([
    ['/connections?q=a#b', '/connections?q=a#b'],
    [undefined, '/'],
    ['', '/'],
    ['https://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example/', '/'],
    ['/\t/evil.example', '/'],
    ['/.//evil.example', '/'],
    ['/api/logout', '/'],
    ['javascript:alert(1)', '/'],
  ])('%j is %s', (path, expected) => expect(localPath(path, origin)).toBe(expected));
});
