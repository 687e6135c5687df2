/** What somebody picks from: kept in this browser, since it says little. */
const RECENT_KEY = 'portal.chat.emoji';
const TONE_KEY = 'portal.chat.skin-tone';
const MAX_RECENT = 24;
const USUAL = ['👍', '❤️', '😂', '🎉', '👀', '🙏'];

/** 0 is none; 1 to 5 from light to dark. */
export type SkinTone = 0 | 1 | 2 | 3 | 4 | 5;

const read = (key: string): string => {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
};

const write = (key: string, value: string): void => {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Private windows may refuse storage; the choice is then forgotten.
  }
};

/** Newest first; the usual ones until there are some. */
export const recentEmoji = (): string[] => [...new Set([...read(RECENT_KEY).split(' ').filter(Boolean), ...USUAL])];

export const rememberEmoji = (emoji: string): void =>
  write(RECENT_KEY, [...new Set([emoji, ...recentEmoji()])].slice(0, MAX_RECENT).join(' '));

export const skinTone = (): SkinTone => {
  const tone = Number(read(TONE_KEY));
  return tone >= 1 && tone <= 5 ? (tone as SkinTone) : 0;
};

export const chooseSkinTone = (tone: SkinTone): void => write(TONE_KEY, String(tone));

const FIRST_MODIFIER = 0x1f3fa;
const VARIATION = '\ufe0f';

/** The first character takes the tone; it stands in place of the sign that asks for the coloured form. */
export const toned = (emoji: string, tone: SkinTone): string => {
  if (tone === 0) return emoji;
  const [first = '', ...rest] = emoji;
  return first + String.fromCodePoint(FIRST_MODIFIER + tone) + (rest[0] === VARIATION ? rest.slice(1) : rest).join('');
};
