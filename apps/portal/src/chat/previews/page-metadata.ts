import { headTags } from './head-tags.js';
import { asLine, unescapeHtml } from './page-text.js';

/** What a page says of itself. */
export interface PageMetadata {
  title: string | null;
  description: string | null;
  /** An absolute http or https address. */
  image: string | null;
  site_name: string | null;
}

export const MAX_IMAGE_URL = 2_048;
export const MAX_TITLE = 300;
export const MAX_DESCRIPTION = 500;
export const MAX_SITE_NAME = 100;

/** Open Graph before Twitter's cards before HTML's own. */
export const readMetadata = (html: string): PageMetadata => {
  const said = new Map<string, string>();
  for (const { name, attributes, text } of headTags(html)) {
    if (name === 'title') keepFirst(said, 'title', text);
    if (name !== 'meta') continue;
    const property = (attributes.get('property') ?? attributes.get('name') ?? '').trim().toLowerCase();
    keepFirst(said, property, attributes.get('content') ?? '');
  }
  const line = (max: number, ...names: string[]): string | null => {
    for (const name of names) {
      const text = asLine(unescapeHtml(said.get(name) ?? ''), max);
      if (text !== null) return text;
    }
    return null;
  };
  return {
    title: line(MAX_TITLE, 'og:title', 'twitter:title', 'title'),
    description: line(MAX_DESCRIPTION, 'og:description', 'twitter:description', 'description'),
    image: imageOf(['og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src'], said),
    site_name: line(MAX_SITE_NAME, 'og:site_name', 'application-name'),
  };
};

const keepFirst = (map: Map<string, string>, name: string, text: string): void => {
  if (text.trim() !== '' && !map.has(name)) map.set(name, text);
};

const imageOf = (names: string[], said: ReadonlyMap<string, string>): string | null => {
  for (const name of names) {
    const text = unescapeHtml(said.get(name) ?? '').trim();
    if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) continue;
    const { href, username, password } = new URL(text);
    if (href.length <= MAX_IMAGE_URL && !username && !password) return href;
  }
  return null;
};
