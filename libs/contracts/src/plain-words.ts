/** Code is taken as it stands: a block, also one that does not end, or words within a line; so is an escaped sign. */
const LITERAL = /```(?:[\w+-]*\n)?([^]*?)(?:```|$)|(`{1,2})([^`\n]+)\2|\\([\\`*_~|=[\](){}#+.!<>-])/g;
/** Private character (Unicode 23.5) where something literal was. */
const HELD = '\ue000';
const RULE = /^[ \t]*(?:[-*_][ \t]*){3,}$/gm;
const LINE_MARK = /^[ \t]*(?:(?:>|#{1,6}[ \t]|[-*+][ \t](?:\[[ xX]\][ \t])?)[ \t]*)+/gm;
const LINK = /!?\[([^[\]\n]*)\]\([^()\n]*\)/g;
const ADDRESS = /<((?:https?:\/\/|mailto:)[^\s<>]+)>/g;
const SPOILER = /\|\|[^|\n]+\|\|/g;
const STRONG = /(\*\*|__|~~|==)(?=\S)([^\n]*?\S)\1/g;
const EMPHASIS = /(?<![\p{L}\p{N}*_])([*_])(?=\S)([^*_\n]*?\S)\1(?![\p{L}\p{N}*_])/gu;

/** A message in markdown as words on one line, for excerpts. What a spoiler hides stays hidden. */
export const plainWords = (text: string): string => {
  const literals: string[] = [];
  const hold = (_: string, block?: string, __?: string, code?: string, sign?: string): string => {
    literals.push(block ?? code ?? sign ?? '');
    return HELD;
  };
  return text
    .replaceAll(HELD, '')
    .replace(LITERAL, hold)
    .replace(RULE, '')
    .replace(LINE_MARK, '')
    .replace(LINK, '$1')
    .replace(ADDRESS, '$1')
    .replace(SPOILER, '▒▒▒')
    .replace(STRONG, '$2')
    .replace(EMPHASIS, '$2')
    .replaceAll(HELD, () => literals.shift() ?? '')
    .replace(/\s+/g, ' ')
    .trim();
};
