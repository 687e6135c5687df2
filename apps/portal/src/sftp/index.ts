export { asStorageError } from './sftp-errors.js';
export { type FreeSpace, type RemoteEntry, RemoteFile, SftpSession } from './sftp-session.js';
