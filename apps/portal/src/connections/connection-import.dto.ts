import { LIMITS } from '#libs/contracts';
import { Flag, Integer, ListOf, OneOf, Text, TextList } from '../boundary/fields.js';
import { ConnectionReply } from './connections.dto.js';

export const IMPORT_FORMATS = ['ssh_config'] as const;
/** Entries of one import. */
export const MAX_IMPORT_ENTRIES = 100;
const MAX_TEXT_LENGTH = 200_000;

export class ImportConnections {
  @OneOf(IMPORT_FORMATS)
  format: (typeof IMPORT_FORMATS)[number];

  @Text({ max: MAX_TEXT_LENGTH, trim: false, description: 'The text of an OpenSSH client configuration.' })
  text: string;

  @Flag({ optional: true, description: 'Only tells what would be created.', default: false })
  preview?: boolean;

  @TextList({
    optional: true,
    maxItems: MAX_IMPORT_ENTRIES,
    description: 'Names of the entries to create; absent: all that have no problem.',
  })
  names?: string[];
}

export class ImportEntry {
  @Text({ max: 255 })
  name: string;

  @Text({ max: 1024 })
  host: string;

  @Integer()
  port: number;

  @Text({ max: 1024, nullable: true })
  username: string | null;

  @TextList({ maxItems: 20, description: 'Settings of the entry that do not come along.' })
  left_out: string[];

  @Text({ max: 512, nullable: true, description: 'Why it cannot be created.' })
  problem: string | null;
}

export class ImportReply {
  @ListOf(ImportEntry)
  entries: ImportEntry[];

  @ListOf(ConnectionReply, { description: `Empty for a preview. At most ${LIMITS.connectionsPerUser} a user.` })
  created: ConnectionReply[];
}
