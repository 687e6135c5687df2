import fs from 'node:fs';
import { inCheckout, ROOT } from './checkout.mjs';
import { runChild } from './child.mjs';
import { StartError } from './start-error.mjs';

const NPM_CI = [
  'ci',
  '--include=dev',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--prefer-offline',
  '--loglevel=error',
];

/**
 * True when node_modules holds exactly what package-lock.json says for this platform. npm's own record of the tree is the
 * witness: it is written last, and gone while an installation is under way.
 * @param {{ withDevelopment: boolean, root?: string }} options `withDevelopment`: the tools of tests and checks count too
 */
export function isInstalled({ withDevelopment, root = ROOT }) {
  const installed = readPackages(`${root}/node_modules/.package-lock.json`);
  if (!installed) return false;
  const locked = readPackages(`${root}/package-lock.json`) ?? {};
  for (const [name, entry] of Object.entries(locked)) {
    if (name === '' || installed[name]?.version === entry.version) continue;
    const mayBeMissing = entry.optional || entry.devOptional || entry.peer || (entry.dev && !withDevelopment);
    if (installed[name] || !mayBeMissing) return false;
  }
  return Object.entries(installed).every(([name, entry]) => locked[name] && fitsPlatform(entry));
}

/** @param {{ signal: AbortSignal }} options @throws {StartError} */
export async function install({ signal }) {
  // Under `npm start` npm says where it is; its folder need not be in PATH.
  const npmCli = process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : undefined;
  const command = npmCli ? process.execPath : 'npm';
  const result = await runChild(command, [...(npmCli ? [npmCli] : []), ...NPM_CI], { cwd: ROOT, signal });
  if (result.code === 0) return;
  throw new StartError(explainNpm(result.output), { cause: result.output });
}

/** @param {string} output of a failed `npm ci` */
export function explainNpm(output) {
  const lines = output.split('\n').filter((line) => /^npm (error|ERR!)/.test(line));
  const reason =
    lines.find((line) => !/ (code|errno|syscall|path|dest) /.test(line)) ??
    lines[0] ??
    output.trim().split('\n').at(-1);
  const quote = (reason ?? 'no message').replace(/^npm (error|ERR!) /, '');
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|ENOTCACHED|network/i.test(output)) {
    return `The dependencies cannot be downloaded because the npm registry is not reachable: check the network and start again. (${quote})`;
  }
  if (/ENOSPC/.test(output)) return `The disk holding ${ROOT} is full: free some space and start again.`;
  if (/EACCES|EROFS|EPERM/.test(output))
    return `The dependencies cannot be written to ${inCheckout('node_modules')}: correct its owner and permissions. (${quote})`;
  return `Installing the dependencies failed; start again or run npm ci to see all of it. (${quote})`;
}

/** @param {string} file @returns {Record<string, any> | undefined} */
function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** A folder shared with another system holds that one's binaries. @param {{ os?: string[], cpu?: string[] }} entry */
function fitsPlatform({ os, cpu }) {
  const fits = (/** @type {string[] | undefined} */ list, /** @type {string} */ own) =>
    !list || list.includes(own) || list.every((item) => item.startsWith('!') && item !== `!${own}`);
  return fits(os, process.platform) && fits(cpu, process.arch);
}
