import { Integer, ListOf, Moment, Quantity, QueryInteger, Text } from '../../boundary/fields.js';

export class PlaybackQuery {
  @Text({ max: 64, optional: true, description: 'As in the playlist: the answer may be kept.' })
  v?: string;

  @QueryInteger({
    max: 1e14,
    description: 'As in the playlist: microseconds that the segment is later than in its file.',
  })
  shift?: number;
}

export class SessionFile {
  @Text({ max: 1024, description: 'As in the list of recordings.' })
  name: string;

  @Integer({ description: 'Bytes.', max: Number.MAX_SAFE_INTEGER })
  size: number;

  @Integer({ description: 'Unix seconds.' })
  modified: number;

  @Quantity({ nullable: true, description: 'Seconds; null until it is played, where it was not recorded lately.' })
  duration: number | null;
}

export class RecordedSession {
  @Text({ max: 1024, description: 'The folder; `play/{folder}/index.m3u8` plays it.' })
  folder: string;

  @Text({ max: 1024, description: 'The stream, as its folder is named.' })
  title: string;

  @Moment({ nullable: true, description: 'As the folder is named.' })
  started_at: string | null;

  @Integer({ description: 'Bytes of all files.', max: Number.MAX_SAFE_INTEGER })
  size: number;

  @Quantity({ nullable: true, description: 'Seconds of all files; null when one is not known.' })
  duration: number | null;

  @Integer({ description: 'Unix seconds, of the file that was changed last.' })
  modified: number;

  @ListOf(SessionFile, { max: 20_000, description: 'In the order they are played.' })
  files: SessionFile[];
}

export class SessionsReply {
  @ListOf(RecordedSession, { max: 20_000 })
  sessions: RecordedSession[];
}
