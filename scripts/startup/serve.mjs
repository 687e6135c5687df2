import { pathToFileURL } from 'node:url';
import { inCheckout } from './checkout.mjs';
import { Lifetime } from './lifetime.mjs';

// The server of `npm run dev`, a child that is replaced at every change; its parent owns the database.

const lifetime = new Lifetime();
process.once('disconnect', () => void lifetime.end(0));
try {
  process.setSourceMapsEnabled(true);
  const { startPortal } = await import(pathToFileURL(inCheckout('dist/server/main.js')).href);
  const portal = await startPortal({
    databaseUrl: process.env.DATABASE_URL,
    dataDir: process.env.PORTAL_DATA_DIR,
    embeddedDatabase: process.env.DEV_EMBEDDED_DATABASE === '1',
    webDir: inCheckout('dist/web'),
    roles: process.env.PORTAL_ROLES?.split(','),
  });
  lifetime.onEnd(() => portal.close());
  process.send?.({ url: portal.url, setupCode: portal.setupCode });
} catch (error) {
  lifetime.fail(error);
}
