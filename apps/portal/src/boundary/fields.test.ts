import { describe, expect, it } from 'vitest';
import type { DomainError } from '#libs/contracts';
import { formSchemaOf, project } from './field-registry.js';
import { Flag, Integer, ListOf, Nested, OneOf, QueryFlag, QueryInteger, Text, TextList } from './fields.js';
import { parseFields } from './validation.pipe.js';

class Part {
  @Text({ max: 3 }) code: string;
}

class Whole {
  @Text({ min: 1, max: 10, title: 'Name' }) name: string;
  @Integer({ min: 1, max: 5, optional: true, default: 2 }) count?: number;
  @OneOf(['a', 'b'], { optional: true }) kind?: string;
  @Flag({ optional: true, nullable: true }) on?: boolean | null;
  @Text({ max: 20, optional: true, form: { secret: true, format: 'password', showIf: { kind: 'a' } } }) secret?: string;
  @Nested(Part, { optional: true }) part?: Part;
  @ListOf(Part, { optional: true, max: 2 }) parts?: Part[];
  @TextList({ optional: true, maxItems: 2, maxLength: 3 }) tags?: string[];
}

class Query {
  @QueryInteger({ max: 50, fallback: 20 }) limit: number;
  @QueryFlag() all?: boolean;
}

const detailsOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return (error as DomainError).details;
  }
  return undefined;
};

describe('fields', () => {
  it('takes what fits, trims it and drops what it does not know', () => {
    const whole = parseFields(Whole, { name: '  ada ', on: null, part: { code: 'x', more: 1 }, more: true });
    expect(whole).toEqual({ name: 'ada', on: null, part: { code: 'x' } });
    expect(whole).toBeInstanceOf(Whole);
  });

  it('names every bad field, at any depth', () => {
    const bad = { name: '', count: 'two', kind: 'c', on: 'yes', part: { code: 'long' }, parts: [{}], tags: ['abcd'] };
    const details = detailsOf(() => parseFields(Whole, bad)) as { field: string }[];
    expect(details.map(({ field }) => field)).toEqual([
      'name',
      'count',
      'kind',
      'on',
      'part.code',
      'parts.0.code',
      'tags',
    ]);
  });

  it.each([null, [], 'text', 7])('refuses %j as a body', (body) => {
    expect(detailsOf(() => parseFields(Whole, body))).toHaveLength(1);
  });

  it('refuses a body nested deeper than any of ours', () => {
    const deep = JSON.parse(`{"name":"ada","more":${'['.repeat(50_000)}${']'.repeat(50_000)}}`) as object;
    expect(detailsOf(() => parseFields(Whole, deep))).toMatchObject([{ message: expect.stringContaining('nested') }]);
  });

  it('refuses NUL, which no text column can hold', () => {
    expect(detailsOf(() => parseFields(Whole, { name: 'a\0b' }))).toMatchObject([{ field: 'name' }]);
  });

  it('clamps a query limit beyond its maximum and refuses what is no number', () => {
    expect(parseFields(Query, { limit: '900', all: '1' })).toEqual({ limit: 50, all: true });
    expect(parseFields(Query, {})).toMatchObject({ limit: 20 });
    for (const limit of ['-1', '1.5', 'ten', '', ['1', '2']]) {
      expect(detailsOf(() => parseFields(Query, { limit }))).toMatchObject([{ field: 'limit' }]);
    }
  });

  it('lets only declared fields leave', () => {
    const row = { name: 'ada', passwordHash: 'x', part: { code: 'y', inner: 1 }, parts: [{ code: 'z', inner: 2 }] };
    expect(project(Whole, row)).toEqual({ name: 'ada', part: { code: 'y' }, parts: [{ code: 'z' }] });
  });

  it('describes a form for whoever draws it', () => {
    const { properties, required } = formSchemaOf(Whole);
    expect(required).toContain('name');
    expect(properties['name']).toMatchObject({ type: 'string', title: 'Name', maxLength: 10, 'x-order': 0 });
    expect(properties['secret']).toMatchObject({ 'x-secret': true, format: 'password', 'x-show-if': { kind: 'a' } });
    expect(properties['count']).toMatchObject({ type: 'integer', default: 2, minimum: 1 });
    expect(properties['tags']).toMatchObject({ type: 'array', items: { type: 'string' }, maxItems: 2 });
  });
});
