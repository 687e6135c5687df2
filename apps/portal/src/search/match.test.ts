import { describe, expect, it } from 'vitest';
import { matchText } from './match.js';
import { parseQuery } from './search-query.js';

const fitOf = (query: string, text: string) => matchText(parseQuery(query), text)?.fit;
const shown = (query: string, text: string) =>
  matchText(parseQuery(query), text)?.ranges.map(({ start, end }) => text.slice(start, end));

describe('a query', () => {
  it.each([
    ['deploy', 'We deploy today', 'word'],
    ['deploy', 'The deployment failed', 'prefix'],
    ['ploy', 'The deployment failed', 'substring'],
    ['de', 'The deployment failed', 'prefix'],
    ['pl', 'The deployment failed', undefined],
    ['d', 'The deployment failed', undefined],
    ['a', 'Give me a break', 'word'],
    ['missing', 'The deployment failed', undefined],
  ])('%j fits %j as %s', (query, text, fit) => expect(fitOf(query, text)).toBe(fit));

  it('of several words wants all of them, anywhere, and is as good as its worst', () => {
    expect(fitOf('failed deployment', 'The deployment failed')).toBe('word');
    expect(fitOf('failed deploy', 'The deployment failed')).toBe('prefix');
    expect(fitOf('failed today', 'The deployment failed')).toBeUndefined();
  });

  it('in quotes wants the words side by side and whole', () => {
    expect(fitOf('"deployment failed"', 'The deployment failed.')).toBe('word');
    expect(fitOf('"failed deployment"', 'The deployment failed.')).toBeUndefined();
    expect(fitOf('"deploy"', 'The deployment failed.')).toBeUndefined();
    expect(fitOf('"the deployment', 'The deployment failed.')).toBe('word');
  });

  it('with punctuation inside is a phrase whose last word may go on', () => {
    expect(fitOf('node.js', 'We use Node.js here')).toBe('word');
    expect(fitOf("don't", "I don't know")).toBe('word');
    expect(fitOf('10.0.0.12', 'ping 10.0.0.123')).toBe('prefix');
    expect(fitOf('10.0.0.1', 'ping 10.0.1.0')).toBeUndefined();
  });

  it.each([
    ['cafe', 'Im CAFÉ'],
    ['CAFÉ', 'cafe'],
    ['strasse', 'Hauptstraße'],
    ['σοφος', 'ΣΟΦΌΣ'],
    ['istanbul', 'İSTANBUL'],
    ['full', 'ｆｕｌｌ ｗｉｄｔｈ'],
    ['елка', 'ёлка'],
    ['cafe', 'cafe\u0301'],
  ])('%j finds %j whatever case, accents and width', (query, text) => expect(fitOf(query, text)).toBeDefined());

  it.each([
    ['天気', '今日は天気がいい'],
    ['気', '今日は天気がいい'],
    ['東京 タワー', '東京タワーへ行く'],
    ['가', '한국가'],
    ['𠮷', '𠮷野家'],
    ['がいい', '今日は天気か\u3099いい'],
    ['ไทย', 'ภาษาไทยสวย'],
    ['🎉', 'done 🎉🎉'],
    ['👩🏽‍🚀', 'an astronaut 👩‍🚀!'],
    ['❤', 'I ❤️ it'],
  ])('%j finds %j, which has no spaces between its words', (query, text) => expect(fitOf(query, text)).toBeDefined());

  it('of nothing but punctuation asks for nothing', () => {
    expect(parseQuery('?! "" … --')).toEqual([]);
  });
});

describe('what is shown of a match', () => {
  it('is every place of it, as written', () => {
    expect(shown('deploy', 'Deploy the deployment')).toEqual(['Deploy', 'deploy']);
    expect(shown('ploy fail', 'The deployment failed')).toEqual(['ploy', 'fail']);
    expect(shown('"the café"', 'Meet at THE CAFÉ.')).toEqual(['THE CAFÉ']);
    expect(shown('天気', '今日は天気がいい')).toEqual(['天気']);
  });

  it('is the whole word where letters cannot be told apart', () => {
    expect(shown('strasse', 'Die Hauptstraße.')).toEqual(['Hauptstraße']);
  });
});
