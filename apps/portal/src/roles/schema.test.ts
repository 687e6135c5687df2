import { expect, it } from 'vitest';
import { createDatabase } from '#libs/testing';
import { schemaDifference } from './schema-difference.js';

it('has migrations that make exactly what the entities describe', async () => {
  const database = await createDatabase();
  try {
    expect(await schemaDifference(database.url)).toEqual([]);
  } finally {
    await database.drop();
  }
});
