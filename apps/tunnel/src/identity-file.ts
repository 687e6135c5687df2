import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { normalizeName, Secp256k1Key } from '#libs/relay-protocol';

/** A name and the key that owns it at every relay. */
export interface TunnelIdentity {
  name: string;
  key: Secp256k1Key;
}

export interface StoredIdentity extends TunnelIdentity {
  file: string;
  isNew: boolean;
}

/** The JSON other clients of these relays keep too; keys in hex without 0x. */
interface IdentityJson {
  name: string;
  address: string;
  public_key: string;
  private_key: string;
}

/** The message is for people. */
export class IdentityError extends Error {
  override readonly name = 'IdentityError';
}

/** One file a name, in the user's configuration folder. */
export const identityFileOf = (name: string, env: NodeJS.ProcessEnv = process.env): string =>
  path.join(configFolder(env), 'identities', `${name}.json`);

function configFolder(env: NodeJS.ProcessEnv): string {
  if (env['XDG_CONFIG_HOME']) return path.join(env['XDG_CONFIG_HOME'], 'portal-tunnel');
  if (process.platform === 'win32' && env['APPDATA']) return path.join(env['APPDATA'], 'portal-tunnel');
  return path.join(os.homedir(), '.config', 'portal-tunnel');
}

/**
 * Reads the identity of `file`, making it at first use (mode 0600). Without `name` the stored one counts; without either
 * a new name is made up. Two first uses at once end with the same key.
 * @throws IdentityError
 */
export async function openIdentity({ file, name }: { file: string; name?: string }): Promise<StoredIdentity> {
  const label = name === undefined ? undefined : normalizeName(name);
  const stored = await readIdentity(file);
  if (stored) return { ...stored, name: label ?? stored.name, file, isNew: false };
  const made = { name: label ?? `t-${randomBytes(4).toString('hex')}`, key: Secp256k1Key.generate() };
  if (await store(file, made)) return { ...made, file, isNew: true };
  const other = await readIdentity(file);
  if (!other) throw new IdentityError(`${file} appeared and vanished again.`);
  return { ...other, name: label ?? other.name, file, isNew: false };
}

/** @throws IdentityError it is there and cannot be used */
export async function readIdentity(file: string): Promise<TunnelIdentity | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new IdentityError(`${file} cannot be read: ${error.code}.`);
  });
  if (text === undefined) return undefined;
  await requirePrivate(file);
  const { name, private_key: secret, address } = parse(file, text);
  const key = keyOf(file, secret);
  if (address !== undefined && address.toLowerCase() !== key.address.toLowerCase()) {
    throw new IdentityError(`${file} is damaged: its address is not that of its key.`);
  }
  return { name: labelOf(file, name), key };
}

function parse(file: string, text: string): Pick<IdentityJson, 'name' | 'private_key'> & { address?: string } {
  const fault = new IdentityError(`${file} is not an identity: JSON with name, address, public_key and private_key.`);
  let value: Partial<Record<keyof IdentityJson, unknown>> | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    throw fault;
  }
  if (typeof value?.name !== 'string' || typeof value.private_key !== 'string') throw fault;
  const { name, private_key, address } = value;
  return { name, private_key, ...(typeof address === 'string' && { address }) };
}

function keyOf(file: string, secret: string): Secp256k1Key {
  const digits = secret.replace(/^0x/, '');
  if (/^[0-9a-f]{64}$/i.test(digits)) {
    try {
      return Secp256k1Key.fromPrivate(Buffer.from(digits, 'hex'));
    } catch {
      // Said below: out of the curve's range.
    }
  }
  throw new IdentityError(`${file} holds no secp256k1 key.`);
}

function labelOf(file: string, name: string): string {
  try {
    return normalizeName(name);
  } catch {
    throw new IdentityError(`${file} holds a name that cannot be part of a hostname: ${JSON.stringify(name)}.`);
  }
}

/** Who can read the key can take the name. */
async function requirePrivate(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) throw new IdentityError(`${file} can be read by others; run: chmod 600 '${file}'`);
}

/** False when the file was there first. */
async function store(file: string, { name, key }: TunnelIdentity): Promise<boolean> {
  const json: IdentityJson = {
    name,
    address: key.address,
    public_key: key.publicKeyHex,
    private_key: key.privateHex,
  };
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(draft, `${JSON.stringify(json, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    await chmod(draft, 0o600);
    // Unlike a rename, a link never replaces what is there: a half-written or overwritten key loses the name.
    await link(draft, file);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    throw new IdentityError(`${file} cannot be written: ${code}.`);
  } finally {
    await rm(draft, { force: true });
  }
}
