import { expect, it } from 'vitest';
import { passwordStrength } from './password-strength.js';

it.each([
  ['short', 'weak'],
  ['aaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['grace1234567', 'weak'],
  ['sunflower', 'weak'],
  ['Sunflower42', 'fair'],
  ['Sunflower-42-x', 'good'],
  ['correct horse battery staple', 'great'],
] as const)('calls %s %s', (password, strength) => {
  expect(passwordStrength(password, 'Grace')).toBe(strength);
});
