import { describe, expect, it, vi } from 'vitest';
import { en } from '../i18n/en/index.js';
import { translator } from '../i18n/translate.js';
import { ApiError, networkError, toApiError } from './api-error.js';
import { codeText, errorText } from './error-text.js';

const t = translator(en, 'en');
const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });

describe('a refused call', () => {
  it('keeps status, code and the bad fields of the answer', async () => {
    const error = await toApiError(
      answer(400, {
        error: 'name: must not be empty',
        status: 400,
        code: 'request.invalid',
        details: [{ field: 'name', message: 'must not be empty' }, 'noise', { field: 1 }],
      }),
    );
    expect(error).toMatchObject({ status: 400, code: 'request.invalid', message: 'name: must not be empty' });
    expect(error.fields).toEqual([{ field: 'name', message: 'must not be empty' }]);
  });

  it('gets a code from its status when a proxy answers with a page', async () => {
    expect(await toApiError(answer(502, '<html>Bad gateway</html>'))).toMatchObject({ code: 'server.unavailable' });
    expect(await toApiError(answer(404, 'not here'))).toMatchObject({ code: 'route.not_found' });
    expect(await toApiError(answer(418, { code: 'tea.pot' }))).toMatchObject({ code: 'request.invalid' });
  });

  it('says how long to wait, by seconds or by date', async () => {
    const inSeconds = await toApiError(answer(429, { code: 'rate.exceeded' }, { 'retry-after': '42' }));
    expect(errorText(inSeconds, t)).toBe('Too many attempts. Try again in 42 seconds.');
    const date = new Date(Date.now() + 10 * 60_000).toUTCString();
    const byDate = await toApiError(answer(429, { code: 'rate.exceeded' }, { 'retry-after': date }));
    expect(errorText(byDate, t)).toBe('Too many attempts. Try again in 10 minutes.');
    const unsaid = await toApiError(answer(429, { code: 'rate.exceeded' }, { 'retry-after': 'soon' }));
    expect(errorText(unsaid, t)).toBe(en.errors['rate.exceeded']);
  });

  it('is worth another try only when the table says so', () => {
    const failed = (status: number, code: ApiError['code']) => new ApiError({ status, code, message: '' }).isTemporary;
    expect(failed(0, 'network.unreachable')).toBe(true);
    expect(failed(503, 'server.draining')).toBe(true);
    expect(failed(404, 'connection.not_found')).toBe(false);
    expect(failed(403, 'access.denied')).toBe(false);
  });
});

describe('a call without an answer', () => {
  it('tells a lost network from a silent portal', () => {
    vi.stubGlobal('navigator', { onLine: false });
    expect(networkError(new TypeError('Failed to fetch')).code).toBe('network.offline');
    vi.stubGlobal('navigator', { onLine: true });
    expect(networkError(new TypeError('Failed to fetch')).code).toBe('network.unreachable');
    vi.unstubAllGlobals();
  });
});

it('reads codes of an address only from the table', () => {
  expect(codeText('oidc.failed', t)).toBe(en.errors['oidc.failed']);
  expect(codeText('toString', t)).toBe(en.errors.internal);
});
