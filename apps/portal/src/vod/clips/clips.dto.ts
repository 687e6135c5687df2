import { Decimal, Id, Integer, ListOf, Moment, OneOf, Text, TextList } from '../../boundary/fields.js';

/** Five hours of pieces. */
export const MAX_CLIP_FILES = 60;
const MAX_CLIP_SECONDS = 24 * 3600;
const STATES = ['waiting', 'running', 'done', 'failed'] as const;

export class NewClip {
  @TextList({ minItems: 1, maxItems: MAX_CLIP_FILES, maxLength: 1024, description: 'In order; each ends in .mkv.' })
  files: string[];

  @Decimal({ max: MAX_CLIP_SECONDS, description: 'Seconds from the beginning of the first file.' })
  start: number;

  @Decimal({ max: MAX_CLIP_SECONDS, description: 'Seconds, as `start`, and behind it.' })
  end: number;

  @Text({ min: 1, max: 100 })
  name: string;
}

export class ClipFields {
  @Id()
  id: number;

  @Text({ max: 100 })
  name: string;

  @OneOf(STATES)
  state: (typeof STATES)[number];

  @Integer({ max: 100, description: 'Percent.' })
  progress: number;

  @Text({ max: 300, nullable: true, description: 'As in the list of recordings, once it is there.' })
  file: string | null;

  @Text({ max: 64, nullable: true, description: 'Why there is none: a code of the error table.' })
  error: string | null;

  @Moment()
  created_at: string;
}

export class ClipsReply {
  @ListOf(ClipFields)
  clips: ClipFields[];
}
