import type { ITerminalOptions } from 'xterm';
import type { TerminalSettings } from '../settings/terminal-settings.js';
import { themeOf } from '../settings/themes.js';

const SYSTEM_FONT =
  "ui-monospace, 'SF Mono', 'JetBrains Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono', monospace";

/** WCAG 2.2 §1.4.3. */
const READABLE_CONTRAST = 4.5;

/** The settings in the words of xterm. `isDark` is what the portal shows now. */
export const screenOptions = (settings: TerminalSettings, isDark: boolean): ITerminalOptions => ({
  theme: themeOf(isDark ? settings.darkTheme : settings.lightTheme, isDark).colors,
  fontFamily: settings.fontFamily ? `'${settings.fontFamily.replaceAll("'", '')}', ${SYSTEM_FONT}` : SYSTEM_FONT,
  fontSize: settings.fontSize,
  lineHeight: settings.lineHeight,
  cursorStyle: settings.cursorStyle,
  cursorBlink: settings.cursorBlink,
  scrollback: settings.scrollback,
  minimumContrastRatio: settings.keepContrast ? READABLE_CONTRAST : 1,
  screenReaderMode: settings.screenReader,
});
