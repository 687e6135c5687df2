import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/api-error.js';
import { en } from '../i18n/en/index.js';
import { translator } from '../i18n/translate.js';
import { errorsBelow, splitErrors } from './form-errors.js';

const t = translator(en, 'en');

const refused = (...details: { field: string; message: string }[]): ApiError =>
  new ApiError({ status: 400, code: 'request.invalid', message: '', details });

describe('the messages of a refused form', () => {
  it('land beside their fields, the first one of each', () => {
    const error = refused(
      { field: 'username', message: 'username must be longer than 3' },
      { field: 'username', message: 'username has the wrong form' },
      { field: 'config.port', message: 'must be an integer' },
    );
    expect(splitErrors(error, ['username', 'config.port'], t)).toEqual({
      fields: { username: 'Must be longer than 3', 'config.port': 'Must be an integer' },
      others: [],
    });
  });

  it('go to the parent the form shows as one field', () => {
    expect(
      splitErrors(refused({ field: 'network.allow.3', message: 'is no range' }), ['network.allow'], t).fields,
    ).toEqual({
      'network.allow': 'Is no range',
    });
  });

  it('are not lost when the form shows no such field', () => {
    expect(splitErrors(refused({ field: 'secret', message: 'is too long' }), ['name'], t).others).toEqual([
      'secret: Is too long',
    ]);
  });

  it('of an object become those of its fields', () => {
    expect(errorsBelow('config', { 'config.port': 'a', name: 'b', 'config.a.b': 'c' })).toEqual({
      port: 'a',
      'a.b': 'c',
    });
  });
});
