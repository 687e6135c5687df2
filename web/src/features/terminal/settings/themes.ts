import type { ITheme } from 'xterm';

export interface TerminalTheme {
  id: string;
  name: string;
  isDark: boolean;
  colors: ITheme;
}

const ANSI = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

/** `base` is background, text, cursor and selection; `normal` and `bright` follow the order of the ANSI colours. */
const theme = (
  id: string,
  name: string,
  base: readonly [background: string, foreground: string, cursor: string, selection: string],
  normal: string,
  bright: string,
): TerminalTheme => {
  const [background, foreground, cursor, selectionBackground] = base;
  const colors: ITheme = { background, foreground, cursor, cursorAccent: background, selectionBackground };
  const brights = bright.split(' ');
  normal.split(' ').forEach((color, at) => {
    const key = ANSI[at]!;
    colors[key] = color;
    colors[`bright${key.charAt(0).toUpperCase()}${key.slice(1)}` as 'brightBlack'] = brights[at];
  });
  const slider = (part: string): string => `${foreground}${part}`;
  colors.scrollbarSliderBackground = slider('2e');
  colors.scrollbarSliderHoverBackground = slider('4d');
  colors.scrollbarSliderActiveBackground = slider('66');
  return { id, name, isDark: isDarkColor(background), colors };
};

const isDarkColor = (color: string): boolean => parseInt(color.slice(3, 5), 16) < 128;

export const THEMES: readonly TerminalTheme[] = [
  theme(
    'harbour',
    'Harbour',
    ['#0d1415', '#d5dfdf', '#55c3cd', '#21484d'],
    '#1d2a2b #ef7d74 #7fcf9a #e3b663 #70b4e6 #c9a0e4 #55c3cd #c3cfcf',
    '#738587 #ff9e96 #9fe6b6 #f5cf8a #97ccf2 #dcbaf1 #86dde4 #f2f7f7',
  ),
  theme(
    'midnight',
    'Midnight',
    ['#10131f', '#cdd4ea', '#9db4ff', '#2c3759'],
    '#232a40 #f27a8a #8bd49c #eec07a #84a7fa #c69bf0 #6fcbdc #bcc5dd',
    '#7480a3 #ff9dab #aceaba #fdd8a0 #aac4ff #dcbcfb #9be2ee #eef2ff',
  ),
  theme(
    'graphite',
    'Graphite',
    ['#18191b', '#dcdcdc', '#f0f0f0', '#3f4347'],
    '#2b2d30 #e87d6f #96c878 #dcb35c #76aedb #c593d6 #6bc1b8 #c8c8c8',
    '#808488 #f79e92 #b3e096 #efcd83 #9bc9ef #dbb3e8 #93dad3 #f5f5f5',
  ),
  theme(
    'ember',
    'Ember',
    ['#1b1310', '#eadfd5', '#ff9d5c', '#523526'],
    '#33251f #f0766a #b5bd68 #f2ab55 #85aecb #d695a8 #7fc0ae #d3c5b8',
    '#8d7a6e #ff9a8c #d0d88a #ffc87f #a8cae2 #ebb5c4 #a2dccc #fbf3eb',
  ),
  theme(
    'moss',
    'Moss',
    ['#11170f', '#d9e2d0', '#b6dd7c', '#32462a'],
    '#232d1f #e58570 #9bcc6f #dcc463 #7db3c9 #c59ccb #74c6a1 #c5d0bb',
    '#788670 #f8a693 #b9e392 #f0dc8c #a2cfe0 #dcbbe1 #9ae0c0 #f2f8ec',
  ),
  theme(
    'signal',
    'Signal',
    ['#050a07', '#86e6a1', '#c8ffd8', '#12492a'],
    '#0f1c14 #ff8d7a #5fe389 #d9e26a #5fc4e0 #b6a7f2 #5fe3c8 #aceac0',
    '#4f8a64 #ffb0a2 #96ffb5 #f0f79a #95e2f5 #d2c8ff #98fbe6 #e3ffec',
  ),
  theme(
    'contrast-dark',
    'High contrast, dark',
    ['#000000', '#ffffff', '#ffff00', '#0050c8'],
    '#1a1a1a #ff8080 #5cff5c #ffff5c #8fb8ff #ff9cff #5cffff #ffffff',
    '#a6a6a6 #ffb3b3 #a6ffa6 #ffffa6 #bfd6ff #ffc8ff #a6ffff #ffffff',
  ),
  theme(
    'daylight',
    'Daylight',
    ['#fbfdfd', '#16282b', '#0b6e7a', '#bfe3e6'],
    '#16282b #b3261e #17693f #7d5300 #1a5fa8 #83378f #0b6e7a #5d6f71',
    '#5f7173 #c93a31 #1f7f4d #946400 #2a71be #984aa5 #10808d #33474a',
  ),
  theme(
    'paper',
    'Paper',
    ['#f7f2e7', '#36322b', '#9a5b13', '#e5d3ab'],
    '#36322b #a63a2a #4d6b1a #855a00 #2b5f8f #84406f #1f6b66 #6d665a',
    '#736b5e #bb4c3a #5c7d22 #996b06 #3870a3 #975082 #2a7c76 #4a453c',
  ),
  theme(
    'frost',
    'Frost',
    ['#eef3f9', '#1f2e40', '#2a62b8', '#c3d8f2'],
    '#1f2e40 #b22a45 #1d6a4c #7d5410 #2458b0 #6b3fa6 #0d6880 #57687d',
    '#5b6c81 #c53f59 #257e5c #92651c #3369c6 #7d52b8 #167b95 #36475c',
  ),
  theme(
    'contrast-light',
    'High contrast, light',
    ['#ffffff', '#000000', '#0000c8', '#ffe066'],
    '#000000 #a00000 #005a00 #6b4a00 #0000c8 #8a008a #005f6b #4a4a4a',
    '#595959 #c00000 #007000 #7d5800 #1e1ef0 #a300a3 #00707d #2b2b2b',
  ),
];

export const themeOf = (id: string, isDark: boolean): TerminalTheme =>
  THEMES.find((theme) => theme.id === id) ?? THEMES.find((theme) => theme.isDark === isDark)!;
