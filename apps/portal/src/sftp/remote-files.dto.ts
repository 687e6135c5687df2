import { LIMITS } from '#libs/contracts';
import { Flag, Integer, ListOf, OneOf, Text } from '../boundary/fields.js';

const PATH_CHARS = 1024;
const KINDS = ['file', 'directory', 'link', 'other'] as const;

export class RemoteFolderQuery {
  @Text({ max: PATH_CHARS, optional: true, default: '/', trim: false })
  path?: string;
}

export class RemotePathQuery {
  @Text({ max: PATH_CHARS, trim: false })
  path: string;
}

/** Also the body of what makes a folder. */
export class NamedPath {
  @Text({ max: PATH_CHARS, trim: false })
  path: string;
}

export class MovePath {
  @Text({ max: PATH_CHARS, trim: false })
  old_path: string;

  @Text({ max: PATH_CHARS, trim: false })
  new_path: string;
}

export class WriteText {
  @Text({ max: PATH_CHARS, trim: false })
  path: string;

  @Text({ max: LIMITS.textFileBytes, trim: false })
  content: string;
}

export class ListedEntry {
  @Text({ max: 255 })
  name: string;

  @Text({ max: PATH_CHARS, description: 'From the folder that `/` is.' })
  path: string;

  @OneOf(KINDS)
  type: (typeof KINDS)[number];

  @Flag()
  is_dir: boolean;

  @Integer({ description: 'Bytes.' })
  size: number;

  @Integer({ description: 'Unix seconds.' })
  modified: number;
}

export class ListedFolder {
  @Text({ max: PATH_CHARS })
  path: string;

  @ListOf(ListedEntry)
  entries: ListedEntry[];

  @Flag({ description: 'There are more than are told.' })
  truncated: boolean;
}

export class ReadText {
  @Text({ max: PATH_CHARS })
  path: string;

  @Text({ max: LIMITS.textFileBytes })
  content: string;

  @Integer({ description: 'Bytes.' })
  size: number;

  @Integer({ description: 'Unix seconds.' })
  modified: number;
}

export class FileOfPath {
  @Flag({ example: true })
  success: boolean;

  @Text({ max: PATH_CHARS })
  path: string;
}

export class UploadedFileReply extends FileOfPath {
  @Text({ max: 255 })
  name: string;

  @Integer({ description: 'Bytes.', max: Number.MAX_SAFE_INTEGER })
  size: number;
}
