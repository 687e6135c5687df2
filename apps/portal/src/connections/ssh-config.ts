/** One host alias of an OpenSSH client configuration with the values that apply to it, by lower-case keyword. */
export interface SshConfigHost {
  alias: string;
  values: ReadonlyMap<string, string>;
}

interface Block {
  /** Null before the first `Host`: applies to everything. */
  patterns: readonly string[] | null;
  values: Map<string, string>;
}

/**
 * The aliases of a configuration (ssh_config(5)) in their order; patterns only lend their values. The first value of a
 * keyword wins, as in OpenSSH. `Match` blocks depend on the machine they run on and are left out, `Include` names files
 * that are not here.
 */
export const parseSshConfig = (text: string): SshConfigHost[] => {
  const blocks = readBlocks(text);
  const aliases = new Set(blocks.flatMap(({ patterns }) => patterns ?? []).filter((pattern) => !/[*?!]/.test(pattern)));
  return [...aliases].map((alias) => ({ alias, values: valuesFor(alias, blocks) }));
};

const readBlocks = (text: string): Block[] => {
  const blocks: Block[] = [{ patterns: null, values: new Map() }];
  let isIgnored = false;
  for (const line of text.split(/\r?\n/)) {
    const [keyword, ...words] = splitLine(line);
    if (keyword === undefined) continue;
    const name = keyword.toLowerCase();
    if (name === 'match') isIgnored = true;
    else if (name === 'host') {
      isIgnored = false;
      blocks.push({ patterns: words, values: new Map() });
    } else if (!isIgnored) {
      const { values } = blocks.at(-1)!;
      if (words.length > 0 && !values.has(name)) values.set(name, words.join(' '));
    }
  }
  return blocks;
};

/** `Keyword value "a b"` or `Keyword=value`; nothing for blank lines and comments. */
const splitLine = (line: string): string[] => {
  const trimmed = line.trim();
  if (trimmed === '' || trimmed.startsWith('#')) return [];
  const words: string[] = [];
  const [, keyword = '', rest = ''] = /^([^\s=]+)(?:\s*=\s*|\s+)?(.*)$/s.exec(trimmed) ?? [];
  for (const [, quoted, plain] of rest.matchAll(/"([^"]*)"|(\S+)/g)) {
    if (quoted === undefined && plain!.startsWith('#')) break;
    words.push(quoted ?? plain!);
  }
  return [keyword, ...words];
};

const valuesFor = (alias: string, blocks: readonly Block[]): Map<string, string> => {
  const found = new Map<string, string>();
  for (const { patterns, values } of blocks) {
    if (patterns && !isMatch(alias, patterns)) continue;
    for (const [keyword, value] of values) if (!found.has(keyword)) found.set(keyword, value);
  }
  return found;
};

/** A pattern list matches when one pattern does and no negated one does. */
const isMatch = (alias: string, patterns: readonly string[]): boolean =>
  !patterns.some((pattern) => pattern.startsWith('!') && matchesGlob(alias, pattern.slice(1))) &&
  patterns.some((pattern) => !pattern.startsWith('!') && matchesGlob(alias, pattern));

/** `*` and `?`; goes back to the last star only, so that no pattern takes more than length × length steps. */
const matchesGlob = (text: string, pattern: string): boolean => {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let position = 0; position < text.length;) {
    if (pattern[at] === '*') {
      star = at++;
      resume = position;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[position])) {
      at++;
      position++;
    } else if (star >= 0) {
      at = star + 1;
      position = ++resume;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
};
