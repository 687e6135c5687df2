import { describe, expect, it } from 'vitest';
import { en } from '../../../shared/i18n/en/index.js';
import { translator } from '../../../shared/i18n/translate.js';
import { checkPoll, EMPTY_POLL, pollToSend } from './poll-form.js';

const t = translator(en, 'en');

describe('the form of a poll', () => {
  it('wants a question and two options that differ', () => {
    expect(Object.keys(checkPoll(EMPTY_POLL, t))).toEqual(['question', 'options.0', 'options.1']);
    expect(checkPoll({ ...EMPTY_POLL, question: 'Tea?', options: ['yes', ' yes '] }, t)).toEqual({
      'options.1': 'This option is there already.',
    });
  });

  it('leaves out blank options beyond the second', () => {
    const values = { ...EMPTY_POLL, question: ' Tea? ', options: ['yes', 'no', ' '], duration: '60' };
    expect(checkPoll(values, t)).toEqual({});
    expect(pollToSend(values)).toEqual({
      question: 'Tea?',
      options: ['yes', 'no'],
      allow_multiple: false,
      anonymous_votes: false,
      duration: 60,
    });
  });

  it('sends no duration for a poll without an end', () => {
    expect(pollToSend({ ...EMPTY_POLL, question: 'Tea?', options: ['yes', 'no'] })).not.toHaveProperty('duration');
  });
});
