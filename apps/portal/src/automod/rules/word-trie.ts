interface Node {
  next: Map<string, Node>;
  word?: string;
}

const IS_WORD = /[\p{L}\p{N}_]/u;
const isWord = (character: string | undefined): boolean => character !== undefined && IS_WORD.test(character);

/** Finds the first of many words in a text; takes time by the text and the longest word, however many words there are. */
export class WordTrie {
  private readonly root: Node = { next: new Map() };

  /** `[how it is found, what it is called]`. */
  constructor(words: Iterable<readonly [string, string]>) {
    for (const [folded, word] of words) {
      let at = this.root;
      for (const character of folded) {
        const next = at.next.get(character) ?? { next: new Map() };
        at.next.set(character, next);
        at = next;
      }
      if (at !== this.root) at.word ??= word;
    }
  }

  /** `whole` wants no letter or digit right before or after. */
  find(text: string, { whole }: { whole: boolean }): string | undefined {
    const characters = Array.from(text);
    for (let start = 0; start < characters.length; start++) {
      if (whole && isWord(characters[start - 1]) && isWord(characters[start])) continue;
      let at = this.root.next.get(characters[start]!);
      for (let end = start + 1; at; end++) {
        const isDone = !whole || !(isWord(characters[end - 1]) && isWord(characters[end]));
        if (at.word !== undefined && isDone) return at.word;
        at = at.next.get(characters[end]!);
      }
    }
    return undefined;
  }
}
