/** A start tag of a page's head; `text` is what stands in elements that contain no others. */
export interface HeadTag {
  name: string;
  attributes: ReadonlyMap<string, string>;
  text: string;
}

/** Elements whose content is text up to their own end tag, whatever it looks like. */
const TEXT_ELEMENTS = new Set(['title', 'script', 'style', 'textarea', 'template', 'iframe', 'xmp']);
const MAX_ATTRIBUTES = 32;
const MAX_TAGS = 2_000;

const NAME_START = /[a-z]/;
const NAME_END = /[\s/>]/g;
const ATTRIBUTE_START = /[^\s/]/g;
const ATTRIBUTE_END = /[\s/>=]/g;
const NOT_SPACE = /\S/g;
const VALUE_END = /[\s>]/g;

/** Where the pattern is found from `from` on, or the end. */
const seek = (text: string, pattern: RegExp, from: number): number => {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
};
const seekText = (text: string, needle: string, from: number): number => {
  const at = text.indexOf(needle, from);
  return at < 0 ? text.length : at;
};

/**
 * The start tags of a page up to the end of its head, as far as a page can be read without building it. Takes any text;
 * every character is passed a bounded number of times.
 */
export function* headTags(html: string): Generator<HeadTag> {
  // Names are ASCII: other letters may change their length in lower case.
  const lower = html.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  let at = seekText(html, '<', 0);
  for (let count = 0; at < html.length && count < MAX_TAGS; at = seekText(html, '<', at)) {
    if (html.startsWith('<!--', at)) {
      at = seekText(html, '-->', at + 2);
    } else if (NAME_START.test(lower.charAt(at + 1))) {
      count++;
      const name = lower.slice(at + 1, seek(lower, NAME_END, at + 1));
      if (name === 'body') return;
      const attributes = new Map<string, string>();
      at = readAttributes(html, lower, at + 1 + name.length, attributes);
      const end = TEXT_ELEMENTS.has(name) ? seekText(lower, `</${name}`, at) : at;
      yield { name, attributes, text: html.slice(at, end) };
      at = end;
    } else {
      if (lower.startsWith('</head', at)) return;
      at = /[!?/]/.test(html.charAt(at + 1)) ? seekText(html, '>', at) : at + 1;
    }
  }
}

/** Reads up to the `>` of a start tag; answers where it goes on behind it. The first of two equal names counts. */
const readAttributes = (html: string, lower: string, from: number, found: Map<string, string>): number => {
  let at = seek(html, ATTRIBUTE_START, from);
  while (at < html.length && html[at] !== '>') {
    // A leading `=` is part of a name.
    const nameEnd = seek(html, ATTRIBUTE_END, at + 1);
    const name = lower.slice(at, nameEnd);
    at = seek(html, NOT_SPACE, nameEnd);
    let value = '';
    if (html[at] === '=') {
      at = seek(html, NOT_SPACE, at + 1);
      const quote = html[at];
      const isQuoted = quote === '"' || quote === "'";
      const start = isQuoted ? at + 1 : at;
      const end = isQuoted ? seekText(html, quote, start) : seek(html, VALUE_END, start);
      value = html.slice(start, end);
      at = isQuoted ? end + 1 : end;
    }
    if (found.size < MAX_ATTRIBUTES && !found.has(name)) found.set(name, value);
    at = seek(html, ATTRIBUTE_START, at);
  }
  return Math.min(at + 1, html.length);
};
