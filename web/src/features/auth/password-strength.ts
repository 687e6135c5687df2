export type Strength = 'weak' | 'fair' | 'good' | 'great';

const LEVELS: readonly Strength[] = ['weak', 'fair', 'good', 'great'];

/** A hint while typing, nothing more: length counts most, variety a little, repetition and the user name against it. */
export const passwordStrength = (password: string, username = ''): Strength => {
  const distinct = new Set(password.toLowerCase()).size;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
  const holdsName = username.length >= 3 && password.toLowerCase().includes(username.toLowerCase());
  if (password.length < 8 || distinct < 5 || holdsName) return 'weak';
  const points = Math.min(password.length, distinct * 2) + kinds * 2;
  return LEVELS[points >= 24 ? 3 : points >= 18 ? 2 : points >= 14 ? 1 : 0] ?? 'weak';
};
