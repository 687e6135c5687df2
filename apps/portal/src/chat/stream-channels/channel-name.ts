import { LIMITS } from '#libs/contracts';

/** Room for a number behind it. */
const MAX_CHARS = LIMITS.channelName - 8;

/** What a channel is called after a title: its letters and digits in lower case, hyphens between them. */
export const channelNameOf = (title: string): string => {
  const words = title
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{Ll}\p{Lo}\p{N}]+/gu);
  let name = '';
  for (const char of (words ?? []).join('-')) {
    if (name.length + char.length > MAX_CHARS) break;
    name += char;
  }
  return name.replace(/-$/, '') || 'stream';
};

/** The first of `name`, `name-2`, `name-3`… that is not taken. */
export const freeName = (name: string, taken: ReadonlySet<string>): string => {
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name}-${n}`;
  return free;
};
