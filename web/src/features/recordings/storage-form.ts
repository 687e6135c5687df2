import type { Storage } from './recording-queries.js';

export interface StorageValues {
  host: string;
  port: string;
  username: string;
  auth_method: Storage['auth_method'];
  password: string;
  private_key: string;
  passphrase: string;
  remote_path: string;
}

const DEFAULT_PORT = 22;

/** Secrets never come back: left empty, the stored ones stay. */
export const initialStorage = (storage: Storage | null): StorageValues => ({
  host: storage?.host ?? '',
  port: String(storage?.port ?? DEFAULT_PORT),
  username: storage?.username ?? '',
  auth_method: storage?.auth_method ?? 'password',
  password: '',
  private_key: '',
  passphrase: '',
  remote_path: storage?.remote_path ?? 'recordings',
});

export const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;

/** What `POST /api/vods/storage` takes; only the secret of the chosen way goes along. */
export const storageBody = ({ port, password, private_key, passphrase, ...values }: StorageValues) => ({
  ...values,
  host: values.host.trim(),
  username: values.username.trim(),
  port: Number(port),
  ...(values.auth_method === 'password' && password !== '' && { password }),
  ...(values.auth_method === 'key' && private_key !== '' && { private_key }),
  ...(values.auth_method === 'key' && passphrase !== '' && { passphrase }),
});
