import { LIMITS } from '#libs/contracts';
import { Integer, ListOf, OneOf, Text, TextList } from '../boundary/fields.js';

const SORTS = ['name', 'size', 'modified'] as const;

export class RecordingsRequest {
  @OneOf(SORTS, { optional: true, default: 'modified' })
  sort?: (typeof SORTS)[number];

  @OneOf(['asc', 'desc'], { optional: true, default: 'desc' })
  order?: 'asc' | 'desc';
}

export class RecordingFields {
  @Text({ max: 1024, description: '`Stream/2026-02-08_04-24-49/chunk_000.mkv`' })
  name: string;

  @Integer()
  size: number;

  @Integer({ description: 'Unix seconds.' })
  modified: number;
}

export class RecordingsReply {
  @ListOf(RecordingFields)
  files: RecordingFields[];

  @Text({ max: 1024, description: 'The folder of the storage.' })
  path: string;
}

export class ArchiveRequest {
  @TextList({
    minItems: 1,
    maxItems: LIMITS.archiveFiles,
    maxLength: 1024,
    pattern: /^(?!(.*\/)?\.{1,2}\/).*\.mkv$/is,
    hint: 'must be a path below the folder that ends in .mkv',
    description: 'Each ends in .mkv.',
  })
  files: string[];
}
