import { describe, expect, it } from 'vitest';
import { actionOf, isTerminalShortcut, TERMINAL_SHORTCUTS } from './shortcuts.js';

const press = (chord: string, code = '') => {
  const keys = chord.split(' ');
  const has = (key: string): boolean => keys.includes(key);
  return {
    type: 'keydown',
    key: keys.at(-1)!,
    code,
    ctrlKey: has('Ctrl'),
    shiftKey: has('Shift'),
    altKey: has('Alt'),
    metaKey: has('Meta'),
  };
};

describe('the shortcuts of the terminal', () => {
  it('have a chord of their own each', () => {
    const chords = TERMINAL_SHORTCUTS.map(({ keys }) => keys.join(' '));
    expect(new Set(chords).size).toBe(chords.length);
    for (const { action, keys } of TERMINAL_SHORTCUTS) expect(actionOf(press(keys.join(' ')))).toBe(action);
  });

  it.each([
    'Ctrl c',
    'Ctrl d',
    'Ctrl k',
    'Ctrl f',
    'Ctrl Alt E',
    'Shift E',
    'Meta Shift F',
    'Ctrl _',
    'F6',
    'Ctrl ArrowLeft',
  ])('leave %s to the shell', (chord) => {
    expect(actionOf(press(chord))).toBeUndefined();
  });

  it('are found by the place of the key where the letters are not Latin', () => {
    expect(actionOf(press('Ctrl Shift А', 'KeyF'))).toBe('find');
    expect(actionOf(press('Ctrl Shift f', 'KeyU'))).toBe('find');
  });

  it('make the text larger with and without Shift, wherever plus is', () => {
    for (const chord of ['Ctrl +', 'Ctrl Shift +', 'Ctrl =']) expect(actionOf(press(chord))).toBe('larger');
  });

  it('keep the way out of the terminal, by both of its chords', () => {
    expect(isTerminalShortcut(press('Ctrl F6'))).toBe(true);
    expect(isTerminalShortcut(press('Ctrl Shift Escape'))).toBe(true);
    expect(isTerminalShortcut(press('Escape'))).toBe(false);
  });
});
