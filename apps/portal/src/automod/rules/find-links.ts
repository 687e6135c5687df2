/** What browsers and our own client make a link of. */
const LINK = /(?:https?:\/\/|www\.)[^\s<>"]+/giu;
const NOT_OF_A_HOST = /[^\p{L}\p{N}.-]+/u;

/** A link; `host` is as a browser would ask for it, undefined where no browser would follow. */
export interface Link {
  text: string;
  host: string | undefined;
}

export const findLinks = (text: string): Link[] =>
  [...text.matchAll(LINK)].map(([link]) => ({ text: link, host: hostOf(link) }));

/** Names of hosts without `https://` before them too. May be words with a dot. */
export const findHostNames = (text: string): Link[] =>
  text
    .split(NOT_OF_A_HOST)
    .map((part) => part.replace(/^[.-]+|[.-]+$/g, ''))
    .filter((part) => part.includes('.'))
    .map((part) => ({ text: part, host: hostOf(part) }));

/** Punycode, small letters, no dot at the end. */
export const hostOf = (link: string): string | undefined => {
  try {
    const { hostname } = new URL(/^https?:\/\//i.test(link) ? link : `http://${link}`);
    return hostname.replace(/\.$/, '') || undefined;
  } catch {
    return undefined;
  }
};
