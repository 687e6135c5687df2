import { StartError } from '../startup/start-error.mjs';

const DAMAGE =
  /PANIC|pg_control|incompatible with server|required WAL|checkpoint record|checksum|contains invalid data|invalid (page|magic|primary)|could not (open|read|find|locate|access)|is not a valid/;

/** True when the server's own log says that its files are damaged. @param {string} output */
export const tellsDamage = (output) => DAMAGE.test(output);

/**
 * What PostgreSQL prints, in the order of preference, and what it means to the owner of the machine.
 * @type {[RegExp, (dataDir: string) => string][]}
 */
const MEANINGS = [
  [
    /No space left on device|Disk quota exceeded/,
    (dir) => `The disk holding ${dir} is full: free some space and start again.`,
  ],
  [
    /Read-only file system|Permission denied|wrong ownership|invalid permissions/,
    (dir) => `The database folder ${dir} cannot be written by this user: correct its owner and permissions.`,
  ],
  [
    /lock file .* already exists|pre-existing shared memory/,
    (dir) => `Another PostgreSQL is still running on ${dir}: stop it first.`,
  ],
  [
    /Cannot allocate memory|could not map anonymous shared memory/,
    () => 'There is too little memory to start PostgreSQL.',
  ],
  [DAMAGE, (dir) => `The database folder ${dir} is damaged: restore it from a backup, or move it away to begin anew.`],
];

/**
 * One sentence for what PostgreSQL printed before it gave up; its own words come last.
 * @param {string} output @param {string} dataDir
 */
export function explain(output, dataDir) {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.filter((line) => /FATAL|PANIC|error/i.test(line));
  const meaning = MEANINGS.find(([pattern]) => telling.some((line) => pattern.test(line)) || pattern.test(output));
  const line = telling.findLast((candidate) => meaning?.[0].test(candidate)) ?? telling.at(-1) ?? lines.at(-1);
  const quote = (line ?? 'no message').replace(/^.*?(?=(FATAL|PANIC|ERROR|error):)/, '').trim();
  const sentence = meaning ? meaning[1](dataDir) : `PostgreSQL did not start on ${dataDir}.`;
  return new StartError(`${sentence} (${quote})`, { cause: output });
}
