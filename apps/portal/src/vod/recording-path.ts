import { DomainError } from '#libs/contracts';
import { relativePath } from '../sftp/index.js';
import { isRecording } from './recording-list.js';

/** @throws DomainError file.not_found — it is not an MKV file below the root */
export const recordingPath = (path: string): string => {
  const relative = relativePath(path);
  if (!isRecording(relative)) throw new DomainError('file.not_found');
  return relative;
};
