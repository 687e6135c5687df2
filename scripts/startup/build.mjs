import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './checkout.mjs';
import { runChild } from './child.mjs';
import { StartError } from './start-error.mjs';

/**
 * @typedef {object} Build
 * @property {string} name
 * @property {string} output its presence is part of being current
 * @property {string[]} inputs files and folders; the first is absent in an image that ships only the results
 * @property {string[]} command of Node
 */

/** @type {Build[]} */
export const BUILDS = [
  {
    name: 'server',
    output: 'dist/server/main.js',
    inputs: ['apps/portal', 'libs', 'rolldown.config.mjs', 'tsconfig.json', 'package-lock.json'],
    command: ['node_modules/rolldown/bin/cli.mjs', '-c', 'rolldown.config.mjs'],
  },
  {
    name: 'tunnel',
    output: 'dist/tunnel/portal-tunnel.js',
    inputs: [
      ...['apps/tunnel', 'libs/relay-protocol', 'libs/quic'],
      ...['rolldown.tunnel.config.mjs', 'tsconfig.json', 'package-lock.json'],
    ],
    command: ['node_modules/rolldown/bin/cli.mjs', '-c', 'rolldown.tunnel.config.mjs', '--logLevel', 'warn'],
  },
  {
    name: 'web',
    output: 'dist/web/index.html',
    inputs: ['web', 'libs/contracts', 'package-lock.json'],
    command: ['node_modules/vite/bin/vite.js', 'build', '-c', 'web/vite.config.ts', '--logLevel', 'error'],
  },
];

const NOT_BUILT = /\.test\.tsx?$|^libs\/testing\/|(^|\/)(node_modules|dist)\//;

/** The builds whose inputs differ from those of their last success. @returns {Build[]} */
export function staleBuilds(root = ROOT, builds = BUILDS) {
  return builds.filter((build) => {
    if (!fs.existsSync(path.join(root, build.output))) return true;
    if (!fs.existsSync(path.join(root, build.inputs[0]))) return false;
    return readStamp(root, build) !== fingerprint(root, build);
  });
}

/**
 * Runs one build and records what it was made from.
 * @param {Build} build @param {{ signal: AbortSignal, root?: string }} options
 * @throws {StartError} it failed; the compiler's output has been shown
 */
export async function runBuild(build, { signal, root = ROOT }) {
  // Taken before, so that a change during the build makes it stale; removed first, so that a failure does too.
  const inputs = fingerprint(root, build);
  fs.mkdirSync(path.join(root, 'dist'), { recursive: true });
  fs.rmSync(stampFile(root, build), { force: true });
  const { code, output } = await runChild(process.execPath, build.command, { cwd: root, signal });
  if (code !== 0) {
    process.stderr.write(output);
    if (/ENOSPC/.test(output))
      throw new StartError(`The disk holding ${root} is full: free some space and start again.`);
    throw new StartError(`Building the ${build.name} failed; the reason is printed above.`);
  }
  fs.writeFileSync(stampFile(root, build), inputs);
}

/** @param {string} root @param {Build} build */
const stampFile = (root, build) => path.join(root, 'dist', `${build.name}.inputs`);

/** @param {string} root @param {Build} build */
function readStamp(root, build) {
  const file = stampFile(root, build);
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}

/** Over names and contents: times differ between clones, copies and image layers. @param {string} root @param {Build} build */
function fingerprint(root, build) {
  const hash = createHash('sha256').update(JSON.stringify(build.command));
  for (const file of build.inputs.flatMap((input) => filesOf(root, input)).sort()) {
    hash.update(`\0${file}\0`).update(fs.readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

/** @param {string} root @param {string} input @returns {string[]} */
function filesOf(root, input) {
  const stat = fs.statSync(path.join(root, input), { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [input];
  return fs
    .readdirSync(path.join(root, input), { withFileTypes: true })
    .map((entry) => ({ name: `${input}/${entry.name}`, folder: entry.isDirectory() }))
    .filter(({ name, folder }) => !NOT_BUILT.test(folder ? `${name}/` : name))
    .flatMap(({ name, folder }) => (folder ? filesOf(root, name) : [name]));
}
