import { join } from 'node:path';

const PART_SUFFIX = '.part.mkv';
const PART_NAME = /^chunk_(\d{3,})\.part\.mkv$/;

const baseName = (index: number): string => `chunk_${String(index).padStart(3, '0')}`;

export const chunkPath = (directory: string, index: number): string => join(directory, `${baseName(index)}.mkv`);

/** While it is being written. */
export const partPath = (directory: string, index: number): string =>
  join(directory, `${baseName(index)}${PART_SUFFIX}`);

/** What could not be read after a crash is kept under this name. */
export const brokenPath = (directory: string, index: number): string => join(directory, `${baseName(index)}.broken`);

/** The index of a chunk in the making by its file name; undefined for any other. */
export const partIndex = (name: string): number | undefined => {
  const digits = PART_NAME.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
};
