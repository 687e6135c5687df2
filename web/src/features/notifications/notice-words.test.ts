import { describe, expect, it } from 'vitest';
import { de } from '../../shared/i18n/de/index.js';
import { translator } from '../../shared/i18n/translate.js';
import { noticeWords } from './notice-words.js';

const t = translator(de, 'de');

describe('a notice of the portal', () => {
  it('is read in the language of the page', () => {
    expect(noticeWords({ type: 'mention', title: 'Ada L. mentioned you in #general', message: 'hi' }, t)).toEqual({
      title: 'Ada L. hat Sie in #general erwähnt',
      message: 'hi',
    });
    expect(noticeWords({ type: 'dm', title: 'ada in your group', message: 'Sent an image' }, t)).toEqual({
      title: 'ada in Ihrer Gruppe',
      message: 'Hat ein Bild geschickt',
    });
  });

  it('of little room for recordings says how much, to their owner and to administrators', () => {
    const title = 'Little room for recordings is left';
    const own = 'Your recordings wait here for your storage: 1.5 of 20 GB are taken. When nothing is left, …';
    expect(noticeWords({ type: 'recording', title, message: own }, t)).toEqual({
      title: 'Wenig Platz für Aufnahmen',
      message: expect.stringMatching(/^Ihre Aufnahmen warten .* 1.5 von 20 GB/),
    });
    const others = "Recordings wait for their owners' storages: 1.5 of 20 GB are taken. When nothing is left, …";
    expect(noticeWords({ type: 'recording', title, message: others }, t).message).toMatch(/^Aufnahmen warten/);
  });

  it('stays as it is where a person chose the words', () => {
    const title = 'bob mentioned you in #general';
    expect(noticeWords({ type: 'dm', title, message: 'New host key' }, t)).toEqual({ title, message: 'New host key' });
  });
});
