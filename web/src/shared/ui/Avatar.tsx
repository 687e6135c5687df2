import { cx } from './classes.js';

export interface AvatarFace {
  color?: string | null;
  emoji?: string | null;
  initials?: string | null;
}

interface AvatarProps extends AvatarFace {
  /** Whose it is; gives the initials when none were chosen. */
  name: string;
  size?: 'sm' | 'md' | 'lg';
}

const SIZES = { sm: 'size-6 text-[0.625rem]', md: 'size-8 text-xs', lg: 'size-16 text-xl' };

/** Decorative: the name always stands beside it. */
export const Avatar = ({ name, color, emoji, initials, size = 'md' }: AvatarProps) => {
  // Of every hue, dark enough for white initials (WCAG 1.4.3: 4.5 : 1; the worst is 5.2).
  const background = color ?? `hsl(${hueOf(name)} 45% 30%)`;
  return (
    <span
      aria-hidden
      className={cx(
        'inline-grid shrink-0 place-items-center rounded-full font-semibold uppercase select-none',
        SIZES[size],
      )}
      style={{ background, color: isLight(background) ? '#10201f' : '#fff' }}
    >
      {emoji || initials || initialsOf(name)}
    </span>
  );
};

/** First letters of the first and the last word. */
const initialsOf = (name: string): string => {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const letters =
    words.length > 1 ? [words[0], words.at(-1)].map((word) => [...(word ?? '')][0]) : [...name].slice(0, 2);
  return letters.join('');
};

const hueOf = (name: string): number => [...name].reduce((hash, char) => (hash * 31 + char.charCodeAt(0)) % 360, 7);

/** Relative luminance of #RRGGBB (WCAG 2.2) against the point where black and white text read equally well. */
const isLight = (color: string): boolean => {
  if (!/^#[0-9a-f]{6}$/i.test(color)) return false;
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179;
};
