import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** The program to run: the configured one, or `ffmpeg` of the PATH; null when it is not there or may not be run. */
export const findFfmpeg = (configured: string | undefined, searchPath = process.env['PATH'] ?? ''): string | null => {
  const candidates = configured
    ? [configured]
    : searchPath.split(path.delimiter).map((folder) => path.join(folder, 'ffmpeg'));
  return candidates.find(isProgram) ?? null;
};

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
