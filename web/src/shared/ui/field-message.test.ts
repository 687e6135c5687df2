import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsString,
  Length,
  Max,
  Min,
  validateSync,
} from 'class-validator';
import { describe, expect, it } from 'vitest';
import { de } from '../i18n/de/index.js';
import { translator } from '../i18n/translate.js';
import { fieldMessage } from './field-message.js';

const t = translator(de, 'de');

/** What the portal's checks say about a value, in German. */
const said = (check: PropertyDecorator, value: unknown): string => {
  class Form {
    field = value;
  }
  check(Form.prototype, 'field');
  const [message = ''] = Object.values(validateSync(new Form())[0]?.constraints ?? {});
  return fieldMessage(message, 'form.field', t);
};

describe('what the portal says about a field', () => {
  it.each<[PropertyDecorator, unknown, string]>([
    [Length(1, 5), '', 'Dieses Feld wird gebraucht.'],
    [Length(3, 32), 'ab', 'Mindestens 3 Zeichen.'],
    [Length(0, 4), 'abcde', 'Höchstens 4 Zeichen.'],
    [Length(3, 32), 7, 'Muss 3 bis 32 Zeichen haben.'],
    [Length(1, 4, { each: true }), ['abcde'], 'Muss 1 bis 4 Zeichen haben.'],
    [IsString(), 7, 'Muss ein Text sein.'],
    [IsInt(), 'x', 'Bitte eine ganze Zahl eingeben.'],
    [Min(1), 0, 'Muss 1 oder mehr sein.'],
    [Max(9000), 9001, 'Muss 9.000 oder weniger sein.'],
    [IsBoolean(), 1, 'Muss an oder aus sein.'],
    [IsArray(), {}, 'Muss eine Liste sein.'],
    [IsObject(), [], 'Muss ein Objekt sein.'],
    [ArrayMinSize(2), [1], 'Mindestens 2 Einträge.'],
    [ArrayMaxSize(1), [1, 2], 'Höchstens 1 Eintrag.'],
    [IsIn(['a', 'b']), 'c', 'Muss eines davon sein: a, b'],
    [IsISO8601(), 'x', 'Muss ein Zeitpunkt mit Datum und Uhrzeit sein.'],
  ])('is read in the language of the page (%#)', (check, value, words) => {
    expect(said(check, value)).toBe(words);
  });

  it('stays as it is when nobody has translated it', () => {
    expect(fieldMessage('is not one this portal can open', 'type', t)).toBe('Is not one this portal can open');
  });
});
