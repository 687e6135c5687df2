import fs from 'node:fs';
import path from 'node:path';
import util from 'node:util';
import { inCheckout, ROOT } from './checkout.mjs';
import { StartError } from './start-error.mjs';

export const HELP = `Usage: npm start [-- flags]

Installs what is missing, builds what changed, starts PostgreSQL and runs the portal in the foreground.

  --roles=LIST     parts to run, separated by commas (default: all)
                     api      HTTP, WebSockets and the web app
                     worker   background jobs
  --port=NUMBER    default 3000; 0 takes any free port
  --host=ADDRESS   address to listen on (default 0.0.0.0)
  --data-dir=PATH  database, keys and files (default ./data)
  --build-only     install and build, then end
  --help           this text

Environment, also read from a file .env beside package.json; flags win over the environment, the environment over the file:
  PORTAL_ROLES, PORTAL_PORT, PORTAL_HOST, PORTAL_DATA_DIR   as the flags
  PORTAL_URL                                                public address, when a proxy stands in front
  DATABASE_URL                                              a PostgreSQL 15 or newer in place of the bundled one
  REDIS_URL                                                 Redis for jobs, limits and live updates
  PORTAL_ADMIN_USERNAME, PORTAL_ADMIN_PASSWORD              first administrator, in place of the welcome page
  PORTAL_ROOT_KEY or PORTAL_ROOT_KEY_FILE                   in place of the key file in the data folder
All of them: docs/configuration.md
`;

const FLAGS = /** @type {const} */ ({
  roles: 'PORTAL_ROLES',
  port: 'PORTAL_PORT',
  host: 'PORTAL_HOST',
  'data-dir': 'PORTAL_DATA_DIR',
});

/** @typedef {{ help: boolean, buildOnly: boolean, dataDir: string, roles?: string[] }} Options */

/**
 * Reads the flags and hands them on as environment variables, the one form in which the server reads its configuration.
 * @param {string[]} args
 * @returns {Options}
 * @throws {StartError} an unknown flag or an unreadable .env
 */
export function readOptions(args) {
  const values = parse(args);
  const envFile = inCheckout('.env');
  if (fs.existsSync(envFile)) loadEnvironment(envFile);
  for (const [flag, name] of Object.entries(FLAGS)) {
    const value = values[/** @type {keyof typeof FLAGS} */ (flag)];
    if (value !== undefined) process.env[name] = value;
  }
  // A path in a flag is meant from where the command was given, one in the environment from the checkout.
  const base = values['data-dir'] === undefined ? ROOT : (process.env.INIT_CWD ?? process.cwd());
  const dataDir = path.resolve(base, process.env.PORTAL_DATA_DIR || 'data');
  process.env.PORTAL_DATA_DIR = dataDir;
  const roles = process.env.PORTAL_ROLES?.split(',')
    .map((role) => role.trim())
    .filter(Boolean);
  return { help: values.help ?? false, buildOnly: values['build-only'] ?? false, dataDir, roles };
}

/** @param {string[]} args */
function parse(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const flag = /** @type {const} */ ({ type: 'boolean' });
  try {
    return util.parseArgs({
      args,
      options: {
        roles: text,
        port: text,
        host: text,
        'data-dir': text,
        'build-only': flag,
        help: { ...flag, short: 'h' },
      },
    }).values;
  } catch (cause) {
    throw new StartError(
      `${/** @type {Error} */ (cause).message.split('. ')[0]}; npm start -- --help lists the flags.`,
      { cause },
    );
  }
}

/** @param {string} file */
function loadEnvironment(file) {
  try {
    process.loadEnvFile(file);
  } catch (cause) {
    throw new StartError(`The file ${file} cannot be read as a list of NAME=value lines.`, { cause });
  }
}
