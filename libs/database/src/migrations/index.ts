import { FirstRelease1764000000000 } from './1764000000000-first-release.js';
import { Chat1764100000000 } from './1764100000000-chat.js';
import { Streams1764300000000 } from './1764300000000-streams.js';
import { VodClips1764400000000 } from './1764400000000-vod-clips.js';
import { Relay1764500000000 } from './1764500000000-relay.js';
import { SearchInStep1764600000000 } from './1764600000000-search-in-step.js';

/** In the order they run. A released migration never changes. */
export const MIGRATIONS = [
  FirstRelease1764000000000,
  Chat1764100000000,
  Streams1764300000000,
  VodClips1764400000000,
  Relay1764500000000,
  SearchInStep1764600000000,
];
