import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explainNpm, isInstalled } from './install.mjs';

let root: string;
const locked = {
  '': { name: 'root' },
  'node_modules/needed': { version: '1.0.0' },
  'node_modules/tool': { version: '2.0.0', dev: true },
  'node_modules/elsewhere': { version: '3.0.0', optional: true, os: ['plan9'] },
};
const write = (file: string, packages: object): void => {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), JSON.stringify({ packages }));
};
const install = (packages: object): void => write('node_modules/.package-lock.json', packages);
const isReady = (withDevelopment = true): boolean => isInstalled({ withDevelopment, root });
const complete = { 'node_modules/needed': { version: '1.0.0' }, 'node_modules/tool': { version: '2.0.0', dev: true } };

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-install-'));
  write('package-lock.json', locked);
});
afterEach(() => fs.rmSync(root, { recursive: true }));

describe('isInstalled', () => {
  it('is false without node_modules or in the middle of an installation', () => {
    expect(isReady()).toBe(false);
    fs.mkdirSync(path.join(root, 'node_modules/needed'), { recursive: true });
    expect(isReady()).toBe(false);
  });

  it('is true when everything for this platform is there', () => {
    install(complete);
    expect(isReady()).toBe(true);
  });

  it('is false after the lock file changed', () => {
    install(complete);
    write('package-lock.json', { ...locked, 'node_modules/needed': { version: '1.0.1' } });
    expect(isReady()).toBe(false);
  });

  it('asks for the development tools only when they are used', () => {
    install({ 'node_modules/needed': { version: '1.0.0' } });
    expect(isReady(false)).toBe(true);
    expect(isReady(true)).toBe(false);
  });

  it('is false with a package that is not locked, or made for another system', () => {
    install({ ...complete, 'node_modules/extra': { version: '1.0.0' } });
    expect(isReady()).toBe(false);
    install({ ...complete, 'node_modules/elsewhere': { version: '3.0.0', os: ['plan9'] } });
    expect(isReady()).toBe(false);
  });
});

describe('explainNpm', () => {
  it.each([
    ['npm error code ENOTFOUND\nnpm error request to https://example.org failed', 'registry is not reachable'],
    ['npm error code ENOSPC\nnpm error nospc There is not enough space', 'is full'],
    ['npm error code EACCES\nnpm error syscall mkdir', 'cannot be written'],
    ['npm error code EUSAGE\nnpm error `npm ci` can only install packages when in sync', 'can only install packages'],
  ])('makes one sentence of %j', (output, part) => {
    expect(explainNpm(output)).toContain(part);
    expect(explainNpm(output)).not.toContain('\n');
  });
});
