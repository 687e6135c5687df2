import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Build, runBuild, staleBuilds } from './build.mjs';
import { StartError } from './start-error.mjs';

let root: string;
const signal = new AbortController().signal;
const build: Build = {
  name: 'sample',
  output: 'dist/out.js',
  inputs: ['src', 'settings.json'],
  command: ['-e', `fs.copyFileSync('src/a.ts', 'dist/out.js')`],
};
const write = (file: string, text: string): void => {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), text);
};
const isStale = (): boolean => staleBuilds(root, [build]).length > 0;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-build-'));
  write('src/a.ts', 'one');
  write('settings.json', '{}');
});
afterEach(() => fs.rmSync(root, { recursive: true }));

describe('staleBuilds', () => {
  it('wants a build once, then none until an input changes', async () => {
    expect(isStale()).toBe(true);
    await runBuild(build, { signal, root });
    expect(isStale()).toBe(false);
    write('src/a.ts', 'two');
    expect(isStale()).toBe(true);
  });

  it.each([
    ['a new file', () => write('src/deep/b.ts', '')],
    ['a removed input', () => fs.rmSync(path.join(root, 'settings.json'))],
    ['a renamed file', () => fs.renameSync(path.join(root, 'src/a.ts'), path.join(root, 'src/c.ts'))],
    ['a removed output', () => fs.rmSync(path.join(root, 'dist/out.js'))],
  ])('wants a build after %s', async (_, change) => {
    await runBuild(build, { signal, root });
    change();
    expect(isStale()).toBe(true);
  });

  it('ignores times and tests, which decide nothing', async () => {
    await runBuild(build, { signal, root });
    fs.utimesSync(path.join(root, 'src/a.ts'), new Date(), new Date());
    write('src/a.test.ts', '');
    expect(isStale()).toBe(false);
  });

  it('trusts the results where the sources are not shipped', async () => {
    await runBuild(build, { signal, root });
    fs.rmSync(path.join(root, 'src'), { recursive: true });
    expect(isStale()).toBe(false);
  });

  it('stays stale after a build that failed', async () => {
    await runBuild(build, { signal, root });
    write('src/a.ts', 'broken');
    const failing = { ...build, command: ['-e', 'process.exit(3)'] };
    await expect(runBuild(failing, { signal, root })).rejects.toThrow(StartError);
    expect(isStale()).toBe(true);
  });
});
