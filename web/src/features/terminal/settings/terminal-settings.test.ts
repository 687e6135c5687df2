import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, readSettings } from './terminal-settings.js';
import { THEMES } from './themes.js';

/** Relative luminance (WCAG 2.2). */
const luminance = (color: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one: string, other: string): number => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

describe('stored settings', () => {
  it('survive a round trip', () => {
    const settings = { ...DEFAULT_SETTINGS, fontSize: 18, lightTheme: 'paper', bell: 'sound' as const };
    expect(readSettings(JSON.stringify(settings))).toEqual(settings);
  });

  it.each([null, '', 'nonsense', '[]', '3', '{"fontSize":"big","bell":"loud","darkTheme":"gone","copyOnSelect":1}'])(
    'fall back to the defaults when they are %s',
    (stored) => {
      expect(readSettings(stored)).toEqual(DEFAULT_SETTINGS);
    },
  );

  it('stay within their limits', () => {
    expect(readSettings('{"fontSize":900,"scrollback":1e9,"lineHeight":0}')).toMatchObject({
      fontSize: 32,
      scrollback: 100_000,
      lineHeight: 1,
    });
  });
});

describe('the themes', () => {
  it.each(THEMES.map((theme) => [theme.name, theme] as const))('%s keeps text and colours readable', (_name, theme) => {
    const { background = '', foreground = '', ...colors } = theme.colors;
    expect(contrast(foreground, background)).toBeGreaterThan(7);
    const { red, green, yellow, blue, magenta, cyan, brightBlack } = colors;
    for (const color of [red, green, yellow, blue, magenta, cyan])
      expect(contrast(color!, background)).toBeGreaterThan(4.5);
    expect(contrast(brightBlack!, background)).toBeGreaterThan(3.5);
  });
});
