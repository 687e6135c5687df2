import type { LabelKey } from '../../../shared/i18n/catalogue.js';

export interface Emoji {
  emoji: string;
  /** In words, in English as Unicode has them. */
  name: string;
  slug: string;
  hasSkinTone: boolean;
}

export interface EmojiGroup {
  label: LabelKey;
  emojis: Emoji[];
}

interface GroupRow {
  slug: string;
  emojis: { emoji: string; name: string; slug: string; skin_tone_support: boolean }[];
}

const LABELS: Record<string, LabelKey> = {
  smileys_emotion: 'chat.emojiSmileys',
  people_body: 'chat.emojiPeople',
  animals_nature: 'chat.emojiAnimals',
  food_drink: 'chat.emojiFood',
  travel_places: 'chat.emojiTravel',
  activities: 'chat.emojiActivities',
  objects: 'chat.emojiObjects',
  symbols: 'chat.emojiSymbols',
  flags: 'chat.emojiFlags',
};

let loaded: Promise<readonly EmojiGroup[]> | undefined;

/** Large, and wanted by few at once: comes when somebody looks for an emoji. */
export const loadEmoji = (): Promise<readonly EmojiGroup[]> =>
  (loaded ??= import('unicode-emoji-json/data-by-group.json').then(
    ({ default: groups }) => groupsOf(groups as unknown as GroupRow[]),
    (error: unknown) => {
      loaded = undefined;
      throw error;
    },
  ));

const groupsOf = (rows: readonly GroupRow[]): EmojiGroup[] =>
  rows.flatMap(({ slug, emojis }) => {
    const label = LABELS[slug];
    if (!label) return [];
    return [
      {
        label,
        emojis: emojis.map(({ skin_tone_support, ...emoji }) => ({ ...emoji, hasSkinTone: skin_tone_support })),
      },
    ];
  });

/** Best first: names that begin with the words, then those that hold them. */
export const findEmoji = (groups: readonly EmojiGroup[], query: string, max: number): Emoji[] => {
  const words = query.toLowerCase().replaceAll('_', ' ').trim();
  if (words === '') return [];
  const all = groups.flatMap(({ emojis }) => emojis);
  const first = all.filter(({ name }) => name.startsWith(words));
  const second = all.filter(({ name }) => !name.startsWith(words) && name.includes(words));
  return [...first, ...second].slice(0, max);
};
