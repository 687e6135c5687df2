import { describe, expect, it } from 'vitest';
import { readClipboardWrite } from './clipboard-write.js';
import { bytesOfKey, withModifiers } from './key-bytes.js';
import { needsWarning, readPaste } from './paste.js';

const none = { ctrl: false, alt: false };
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('a program that writes the clipboard', () => {
  it('is understood, whatever selection it names', () => {
    expect(readClipboardWrite(`c;${base64('grüße €')}`)).toBe('grüße €');
    expect(readClipboardWrite(`;${base64('x')}`)).toBe('x');
    expect(readClipboardWrite(`pc;${base64('x')}`)).toBe('x');
  });

  it.each([
    ['asks for the content', 'c;?'],
    ['sends nothing', 'c;'],
    ['sends no base64', 'c;a b'],
    ['sends bytes that are no text', 'c;/////w=='],
    ['sends a broken group', 'c;AAAAA'],
    ['sends too much', `c;${'A'.repeat(128 * 1024 + 4)}`],
  ])('is ignored when it %s', (_what, payload) => {
    expect(readClipboardWrite(payload)).toBeUndefined();
  });
});

describe('a paste', () => {
  it('cannot end its own brackets or press control keys', () => {
    expect(readPaste('ls\x1b[201~rm\x03\x9b1m').text).toBe('ls[201~rm1m');
  });

  it('keeps tabs and line breaks of every system', () => {
    expect(readPaste('a\tb\r\nc\rd\n')).toEqual({ text: 'a\tb\nc\nd\n', lines: 3 });
  });

  it('warns about line breaks as the person chose', () => {
    const two = readPaste('a\nb');
    expect(needsWarning(two, 'always', true)).toBe(true);
    expect(needsWarning(two, 'unbracketed', true)).toBe(false);
    expect(needsWarning(two, 'unbracketed', false)).toBe(true);
    expect(needsWarning(two, 'never', false)).toBe(false);
    expect(needsWarning(readPaste('ls -l'), 'always', false)).toBe(false);
    expect(needsWarning(readPaste('x'.repeat(20_000)), 'always', false)).toBe(true);
  });
});

describe('the keys of the bar', () => {
  it('follow the cursor mode of the program', () => {
    expect(bytesOfKey('ArrowUp', none, false)).toBe('\x1b[A');
    expect(bytesOfKey('ArrowUp', none, true)).toBe('\x1bOA');
    expect(bytesOfKey('End', none, true)).toBe('\x1bOF');
    expect(bytesOfKey('PageDown', none, true)).toBe('\x1b[6~');
  });

  it('carry modifiers as xterm does', () => {
    expect(bytesOfKey('ArrowLeft', { ctrl: true, alt: false }, true)).toBe('\x1b[1;5D');
    expect(bytesOfKey('PageUp', { ctrl: true, alt: true }, false)).toBe('\x1b[5;7~');
    expect(bytesOfKey('Tab', { ctrl: false, alt: true }, false)).toBe('\x1b\t');
  });

  it('put modifiers on the next typed character only', () => {
    expect(withModifiers('c', { ctrl: true, alt: false })).toBe('\x03');
    expect(withModifiers('[', { ctrl: true, alt: false })).toBe('\x1b');
    expect(withModifiers('b', { ctrl: false, alt: true })).toBe('\x1bb');
    expect(withModifiers(' ', { ctrl: true, alt: false })).toBe('\0');
    expect(withModifiers('word', { ctrl: true, alt: true })).toBe('word');
    expect(withModifiers('ß', { ctrl: true, alt: false })).toBe('ß');
  });
});
