import { setTimeout as pause } from 'node:timers/promises';
import {
  type Keyring,
  loadRootKey,
  newRootKey,
  RootKeyError,
  rootKeyPath,
  type RootKeySource,
  writeRootKeys,
} from '#libs/crypto';

export interface RootRotationOptions extends RootKeySource {
  keyring: Keyring;
  signal: AbortSignal;
  report: (line: string) => void;
  graceMs?: number;
}

/** A running portal that read the file a moment ago may still add one key wrapped with the old root key. */
const GRACE_MS = 5_000;

/**
 * Replaces the root key; sealed values stay as they are. While it runs the key file holds both keys, so it may be
 * interrupted at any point and run again. Keys from the environment are the operator's: the first must be the new one.
 * @throws RootKeyError
 */
export async function rotateRootKey({
  env,
  dataDir,
  keyring,
  signal,
  report,
  graceMs = GRACE_MS,
}: RootRotationOptions): Promise<void> {
  const [first, ...others] = (await loadRootKey({ env, dataDir })) as [Buffer, ...Buffer[]];
  const name = env.PORTAL_ROOT_KEY ? 'PORTAL_ROOT_KEY' : env.PORTAL_ROOT_KEY_FILE ? 'PORTAL_ROOT_KEY_FILE' : undefined;
  if (name) {
    if (others.length === 0) {
      throw new RootKeyError(
        `The root key comes from ${name}: put a new key before the old one ("new,old"), restart every process of the portal, and run this again.`,
      );
    }
    await keyring.rewrap(first);
    report(`The data keys are wrapped with the first key of ${name}; remove the other one.`);
    return;
  }

  const path = rootKeyPath(dataDir);
  const next = others.length > 0 ? first : newRootKey();
  if (others.length === 0) await writeRootKeys(path, [next, first]);
  await keyring.rewrap(next);
  report('The data keys are wrapped with the new root key; waiting for processes that still know only the old one …');
  await pause(graceMs, undefined, { signal });
  await keyring.rewrap(next);
  await writeRootKeys(path, [next]);
  report(`The root key in ${path} is replaced. Backups made before need the root key that was saved with them.`);
}
