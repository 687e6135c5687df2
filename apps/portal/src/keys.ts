import path from 'node:path';
import { PortalConfig } from '#libs/config';
import { runKeys } from './keys/keys-command.js';

// The entry behind `npm run keys`, also run by itself where DATABASE_URL and PORTAL_DATA_DIR are set.

const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort());

try {
  const config = PortalConfig.read(process.env);
  const databaseUrl = config.get('DATABASE_URL')?.href;
  if (!databaseUrl)
    throw new Error('DATABASE_URL is not set: npm run keys finds the database of the data folder itself.');
  process.exitCode = await runKeys({
    args: process.argv.slice(2),
    config,
    databaseUrl,
    dataDir: path.resolve(config.get('PORTAL_DATA_DIR')),
    print: (line) => console.log(line),
    signal: interrupted.signal,
  });
} catch (error) {
  console.error(
    interrupted.signal.aborted
      ? 'Interrupted; nothing is lost. npm run keys -- rotate --resume goes on, or rotate --root for the root key.'
      : (error as Error).message,
  );
  process.exitCode = 1;
}
