import { readFileSync } from 'node:fs';

/** The bundle lies in dist/server, two levels below package.json. */
export const productVersion = (): string =>
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
