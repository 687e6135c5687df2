export type { KeyStore, StoredKey } from './key-store.js';
export { DERIVE_PURPOSE, Keyring, KEYRING_REFRESH_MS, type KeyringOptions, type Rotation } from './keyring.js';
export { MemoryKeyStore } from './memory-key-store.js';
export { loadRootKey, newRootKey, RootKeyError, rootKeyPath, writeRootKeys, type RootKeySource } from './root-key.js';
export { SealError, type SealedAt, type SealFault } from './seal.js';
export { SealingKey } from './sealing-key.js';
export { fingerprintOf, generateSshKeyPair, type SshKeyAlgorithm, type SshKeyPair } from './ssh-key.js';
export { constantTimeEqual, hmac, randomToken, sha256 } from './tokens.js';
