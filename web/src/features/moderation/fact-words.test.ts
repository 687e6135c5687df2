import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../shared/api/types.js';
import { de } from '../../shared/i18n/de/index.js';
import type { Format } from '../../shared/i18n/format.js';
import { translator } from '../../shared/i18n/translate.js';
import { factsOf } from './audit-facts.js';
import { factWords } from './fact-words.js';

const t = translator(de, 'de');
const format = { dateTime: () => '22. Nov., 12:00' } as Partial<Format> as Format;

const words = (action: string, details: AuditEntry['details']): [string, string][] =>
  factsOf({ action, details }).map((fact) => factWords(fact, t, format));

describe('what the audit log knows of an act', () => {
  it('is told in the language of the page', () => {
    expect(words('user.timed_out', { until: '2026-11-22T12:00:00.000Z', reason: 'spam' })).toEqual([
      ['Bis', '22. Nov., 12:00'],
    ]);
    expect(
      words('automod_rule.updated', {
        kind: 'links',
        config: { mode: 'deny', domains: ['spam.example', 'casino.example'] },
        action: 'timeout',
        dry_run: true,
      }),
    ).toEqual([
      ['Worauf sie achtet', 'Links'],
      ['Links', 'Links zu diesen Domains zurückhalten'],
      ['Domains', 'spam.example, casino.example'],
      ['Was sie tut', 'Mit Auszeit'],
      ['Probelauf', 'An'],
    ]);
  });

  it('says of a change what was before, and nothing of what stayed', () => {
    expect(words('user.role_changed', { from: 'user', to: 'moderator' })).toEqual([['Rolle', 'Benutzer → Moderation']]);
    expect(words('retention.changed', { from: { chat: 7, dm: 0 }, to: { chat: 3, dm: 0 } })).toEqual([
      ['Nachrichten in Kanälen', '7 → 3'],
    ]);
    expect(
      words('channel.changed', {
        before: { mode: 'open', description: '' },
        after: { mode: 'readonly', description: 'x' },
      }),
    ).toEqual([
      ['Wer schreibt', 'Alle → Nur die Moderation'],
      ['Beschreibung', '– → x'],
    ]);
    expect(words('settings.changed', { network: { from: { allow: [] }, to: { allow: ['10.0.0.0/8'] } } })).toEqual([
      ['Immer erlauben', '– → 10.0.0.0/8'],
    ]);
  });

  it('is called as the portal calls it where nobody knows better', () => {
    expect(words('vod.moved', { storage_id: 7, from_folder: 'a', parts: [{ n: 1 }] })).toEqual([
      ['storage id', '7'],
      ['from folder', 'a'],
      ['parts', '{"n":1}'],
    ]);
  });
});
