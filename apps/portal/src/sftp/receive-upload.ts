import { DomainError, invalidFields } from '#libs/contracts';
import type { FormPart } from '../boundary/streamed-forms.js';
import type { RemoteFolder } from './remote-folder.js';
import { relativePath } from './remote-path.js';

export interface Uploaded {
  /** Relative. */
  path: string;
  name: string;
  size: number;
}

/**
 * A form's `file`, into the folder its `path` names, over a file of the same name. It has its name only once all of it is
 * there. A `path` that comes behind the file is as good as one before it.
 * @throws DomainError request.invalid, request.too_large, file.*, storage.*
 */
export const receiveUpload = async (folder: RemoteFolder, parts: AsyncIterable<FormPart>): Promise<Uploaded> => {
  let path: string | undefined;
  let staged: Awaited<ReturnType<RemoteFolder['stage']>> | undefined;
  let name = '';
  try {
    for await (const part of parts) {
      if ('value' in part) {
        if (part.name === 'path') path = relativePath(part.value);
      } else {
        if (part.name !== 'file' || staged) throw invalidFields([{ field: part.name, message: 'is not expected' }]);
        name = fileNameOf(part.fileName);
        staged = await folder.stage(path ?? '', part.content);
      }
    }
  } catch (error) {
    if (staged) await folder.discard(staged);
    throw error;
  }
  if (!staged) throw invalidFields([{ field: 'file', message: 'must be a file' }]);
  if (path === undefined) {
    await folder.discard(staged);
    throw invalidFields([{ field: 'path', message: 'is required' }]);
  }
  const relative = path === '' ? name : `${path}/${name}`;
  await folder.settle(staged, relative);
  return { path: relative, name, size: staged.bytes };
};

const fileNameOf = (given: string): string => {
  try {
    const name = relativePath(given);
    if (name !== '' && !name.includes('/')) return name;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
  throw invalidFields([{ field: 'file', message: 'must have a name without folders' }]);
};
