/**
 * Terms below zero say where, whose and when a message is. Beside the keyed tokens they let the one index answer what
 * would otherwise be read from the table for every message with a common word. They are not secret: each repeats a plain
 * column. Values beyond 2²⁹ share a facet with others, so the columns are compared as well.
 */
const VALUES = 2 ** 29;

const KINDS = { room: 0, author: 1, window: 2, image: 3 } as const;
type Kind = keyof typeof KINDS;

export const facet = (kind: Kind, value = 0): number => -1 - KINDS[kind] * VALUES - (value % VALUES);

/** Messages with neighbouring ids: what is searched at once, newest first. */
export const WINDOW_MESSAGES = 8192;

export const windowOf = (messageId: number): number => Math.floor(messageId / WINDOW_MESSAGES);

const facetSql = (kind: Kind, value: string): string => `${facet(kind)} - (${value}) % ${VALUES}`;

/** Those of a row `m` of `messages`, as an SQL array. */
export const FACETS_SQL = `array_remove(ARRAY[
  ${facetSql('room', 'm.room_id')},
  ${facetSql('author', 'm.user_id')},
  ${facetSql('window', `(m.id / ${WINDOW_MESSAGES})::integer`)},
  CASE WHEN m.image_url IS NOT NULL THEN ${facet('image')} END], NULL)`;
