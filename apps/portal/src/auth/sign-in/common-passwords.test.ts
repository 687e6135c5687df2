import { describe, expect, it } from 'vitest';
import { commonPasswords, isCommonPassword } from './common-passwords.js';

describe('common passwords', () => {
  it('are thousands, each long enough to be tried here', () => {
    const list = commonPasswords();
    expect(list.size).toBeGreaterThan(5_000);
    expect([...list].every((password) => password.length >= 8)).toBe(true);
  });

  it.each(['password', 'PASSWORD1', 'Passw0rd!', 'p@ssw0rd', 'iloveyou', 'football1', 'Sunshine2024!!', 'letmein123'])(
    'include %s',
    (password) => expect(isCommonPassword(password)).toBe(true),
  );

  it.each([
    '12345678',
    '87654321',
    'abcdefgh',
    'qwertzuiop',
    '1q2w3e4r5t',
    '1qaz2wsx',
    'zxcvbnm,',
    '11111111',
    'abcabcabc',
  ])('include the walk or repetition %s', (password) => expect(isCommonPassword(password)).toBe(true));

  it.each([
    'correct horse battery staple',
    'tulip-under-glass',
    'dragonfly on a reed',
    'kX9#mQ2$vL',
    'Пароль-от-сердца',
  ])('do not include %s', (password) => expect(isCommonPassword(password)).toBe(false));
});
