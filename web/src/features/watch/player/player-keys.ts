import type { LabelKey } from '../../../shared/i18n/catalogue.js';

export type PlayerAction =
  'toggle' | 'sound' | 'full' | 'theatre' | 'picture' | 'back' | 'forward' | 'live' | 'louder' | 'quieter';

interface PlayerKey {
  action: PlayerAction;
  label: LabelKey;
  /** `KeyboardEvent.key` in lower case. */
  keys: readonly string[];
  /** As it stands on the keyboard. */
  printed: string;
}

/** Everything the player does by a key. */
export const PLAYER_KEYS: readonly PlayerKey[] = [
  { action: 'toggle', label: 'watch.keyToggle', keys: [' ', 'k'], printed: 'K' },
  { action: 'sound', label: 'watch.keySound', keys: ['m'], printed: 'M' },
  { action: 'full', label: 'watch.full', keys: ['f'], printed: 'F' },
  { action: 'theatre', label: 'watch.theatre', keys: ['t'], printed: 'T' },
  { action: 'picture', label: 'watch.picture', keys: ['i'], printed: 'I' },
  { action: 'back', label: 'watch.keyBack', keys: ['arrowleft'], printed: '←' },
  { action: 'forward', label: 'watch.keyForward', keys: ['arrowright'], printed: '→' },
  { action: 'live', label: 'watch.goLive', keys: ['l'], printed: 'L' },
  { action: 'louder', label: 'watch.keyLouder', keys: ['arrowup'], printed: '↑' },
  { action: 'quieter', label: 'watch.keyQuieter', keys: ['arrowdown'], printed: '↓' },
];
