import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type ExposeOptions, ExposureError, readExposure } from '../exposure.js';
import { CommandError } from './exit-code.js';

/** Said once for all services; a service may say otherwise. */
const SHARED_KEYS: readonly string[] = ['relays', 'protocol', 'banMitm', 'sessions', 'ca'];
const SERVICE_KEYS: readonly string[] = [
  ...['target', 'name', 'tcp', 'udp', 'description', 'owner', 'thumbnail', 'tags', 'hidden', 'identity'],
  ...SHARED_KEYS,
];
const MAX_FILE_BYTES = 1024 * 1024;
const MAX_SERVICES = 64;

/**
 * The services of a configuration file: `{ "relays": […], "services": [{ "name", "target", … }] }`. Paths in it are
 * relative to it; `ca` is a file here. `flags` win over what the file shares, not over a service.
 * @throws CommandError with every fault of the file
 */
export async function readConfigFile(file: string, flags: Partial<ExposeOptions> = {}): Promise<ExposeOptions[]> {
  const config = await readObject(file);
  const faults = unknownKeys(config, [...SHARED_KEYS, 'services', '$schema'], '');
  const { services, $schema: _, ...shared } = config;
  if (!Array.isArray(services) || services.length === 0) faults.push('services: a list of at least one service');
  const list = (Array.isArray(services) ? services : []) as unknown[];
  if (list.length > MAX_SERVICES) faults.push(`services: at most ${MAX_SERVICES}`);

  const folder = path.dirname(path.resolve(file));
  const read: ExposeOptions[] = [];
  for (const [at, service] of list.slice(0, MAX_SERVICES).entries()) {
    const where = `services[${at}]`;
    if (!isObject(service)) {
      faults.push(`${where}: an object with name and target`);
      continue;
    }
    faults.push(...unknownKeys(service, SERVICE_KEYS, `${where}.`));
    const merged = { ...shared, ...flags, ...service } as unknown as ExposeOptions;
    try {
      const options = await withFiles(merged, folder);
      readExposure(options);
      read.push(options);
    } catch (error) {
      if (!(error instanceof ExposureError)) throw error;
      faults.push(...error.faults.map((fault) => `${where}.${fault}`));
    }
    if (merged.name === undefined) faults.push(`${where}.name: every service needs one`);
  }
  faults.push(...repeatedNames(read));
  if (faults.length > 0) throw new CommandError(`${file}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  return read;
}

async function readObject(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(`${file} cannot be read: ${error.code}.`);
  });
  if (text.length > MAX_FILE_BYTES) throw new CommandError(`${file} is too large.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CommandError(`${file} is not JSON: ${(error as Error).message}`);
  }
  if (!isObject(value)) throw new CommandError(`${file} is not a JSON object.`);
  return value;
}

/** Two tunnels of one name would take the lease from each other, again and again. */
function repeatedNames(services: ExposeOptions[]): string[] {
  const seen = new Set<string>();
  return services.flatMap((options) => {
    const { name, relays } = readExposure(options);
    return relays.flatMap((relay) => {
      const key = `${name} at ${relay}`;
      const isRepeated = seen.has(key);
      seen.add(key);
      return isRepeated ? [`services: two are called ${key}`] : [];
    });
  });
}

async function withFiles(options: ExposeOptions, folder: string): Promise<ExposeOptions> {
  const { identity, ca } = options;
  return {
    ...options,
    ...(typeof identity === 'string' && { identity: path.resolve(folder, identity) }),
    ...(typeof ca === 'string' && !ca.includes('-----BEGIN') && { ca: await readCa(path.resolve(folder, ca)) }),
  };
}

/** @throws CommandError */
export async function readCa(file: string): Promise<string> {
  const pem = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(`${file} cannot be read: ${error.code}.`);
  });
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) throw new CommandError(`${file} holds no certificate (PEM).`);
  return pem;
}

const unknownKeys = (value: object, known: readonly string[], prefix: string): string[] =>
  Object.keys(value).flatMap((key) =>
    known.includes(key) ? [] : [`${prefix}${key}: unknown; known are ${known.join(', ')}`],
  );

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
