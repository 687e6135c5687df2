import { spawn } from 'node:child_process';
import { runBuild, staleBuilds } from './startup/build.mjs';
import { inCheckout, ROOT } from './startup/checkout.mjs';
import { borrowDatabase } from './startup/database.mjs';
import { Lifetime } from './startup/lifetime.mjs';
import { readOptions } from './startup/options.mjs';

// npm run keys -- <command>: key management on the database of the running portal, or on the stopped one's.

const lifetime = new Lifetime();
try {
  const { dataDir } = readOptions([]);
  process.chdir(ROOT);
  for (const build of staleBuilds().filter(({ name }) => name === 'server'))
    await runBuild(build, { signal: lifetime.signal });
  const database = await borrowDatabase({ dataDir, signal: lifetime.signal });
  lifetime.onEnd(database.close);
  const env = { ...process.env, DATABASE_URL: database.url, PORTAL_DATA_DIR: dataDir };
  const args = [inCheckout('dist/server/keys.js'), ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { env, stdio: 'inherit' });
  const closed = new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  lifetime.onEnd(async () => {
    child.kill('SIGTERM');
    await closed;
  });
  await lifetime.end(await closed);
} catch (error) {
  lifetime.fail(error);
}
