import { expect, it } from 'vitest';
import { safeReturnPath } from './return-path.js';

it('goes back to a page of the app with its search and hash', () => {
  expect(safeReturnPath('/terminal/connect?connection=abc#x')).toBe('/terminal/connect?connection=abc#x');
});

it.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'javascript:alert(1)',
  '',
  undefined,
  '/%',
])('does not leave the portal for %s', (path) => {
  expect(new URL(safeReturnPath(path), 'https://portal.example').origin).toBe('https://portal.example');
});

it('does not go back to a page for signing in', () => {
  expect(safeReturnPath('/login?return_to=/login')).toBe('/');
  expect(safeReturnPath('/welcome')).toBe('/');
  expect(safeReturnPath('/login-help')).toBe('/login-help');
});
