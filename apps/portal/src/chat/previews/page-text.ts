import { TextDecoder } from 'node:util';

/** Names of HTML's character references that titles have; all others are left as they stand. */
const NAMED: Record<string, string> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', shy: '', ensp: ' ', emsp: ' ', thinsp: ' ' },
  ...{ ndash: '–', mdash: '—', hellip: '…', middot: '·', bull: '•', laquo: '«', raquo: '»', lsaquo: '‹', rsaquo: '›' },
  ...{ lsquo: '‘', rsquo: '’', sbquo: '‚', ldquo: '“', rdquo: '”', bdquo: '„', copy: '©', reg: '®', trade: '™' },
  ...{ times: '×', deg: '°', euro: '€', pound: '£', yen: '¥', sect: '§', para: '¶', iexcl: '¡', iquest: '¿' },
  ...{ larr: '←', rarr: '→', uarr: '↑', darr: '↓', frac12: '½', plusmn: '±', micro: 'µ', szlig: 'ß' },
  ...{ auml: 'ä', ouml: 'ö', uuml: 'ü', Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü', euml: 'ë', iuml: 'ï' },
  ...{ aacute: 'á', eacute: 'é', iacute: 'í', oacute: 'ó', uacute: 'ú', Eacute: 'É', ntilde: 'ñ', ccedil: 'ç' },
  ...{ agrave: 'à', egrave: 'è', igrave: 'ì', ograve: 'ò', ugrave: 'ù', acirc: 'â', ecirc: 'ê', icirc: 'î' },
  ...{ ocirc: 'ô', ucirc: 'û', aring: 'å', Aring: 'Å', aelig: 'æ', oslash: 'ø', Oslash: 'Ø', atilde: 'ã', otilde: 'õ' },
};

const REFERENCE = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z][a-z0-9]{1,9}));?/gi;

/** Control characters, and what would turn the text around it. */
const UNSHOWN = /[\p{Cc}\p{Surrogate}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** 0x80 to 0x9F in windows-1252, which Node's decoder takes for control characters. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const fromWindows1252 = (code: number): string => WINDOWS_1252.charAt(code - 0x80);

/** C1 numbers mean windows-1252 (HTML §13.2.5.80). */
const fromCodePoint = (code: number): string => {
  if (code >= 0x80 && code <= 0x9f) return fromWindows1252(code);
  const isCharacter = code > 0 && code <= 0x10_ffff && !(code >= 0xd8_00 && code <= 0xdf_ff);
  return isCharacter ? String.fromCodePoint(code) : '\ufffd';
};

/** Text of HTML with its character references resolved. */
export const unescapeHtml = (text: string): string =>
  text.replace(REFERENCE, (whole, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined) return fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return fromCodePoint(Number(decimal));
    return Object.hasOwn(NAMED, name!) ? NAMED[name!]! : whole;
  });

/** One line to show, of at most `max` UTF-16 units; null where nothing is left. */
export const asLine = (text: string, max: number): string | null => {
  const line = text.replace(/\s+/g, ' ').replace(UNSHOWN, '').trim();
  if (line === '') return null;
  return line.length <= max ? line : `${line.slice(0, max - 1).replace(/\p{Surrogate}$/u, '')}…`;
};

const LABEL = `charset\\s*=\\s*["']?\\s*([\\w:.-]{1,40})`;
const IN_HEADER = new RegExp(LABEL, 'i');
const IN_META = new RegExp(`<meta[^>]{0,200}${LABEL}`, 'i');
/** Where a declaration must be (HTML §13.2.3.2). */
const PRESCAN_BYTES = 1024;

const charsetOf = (bytes: Buffer, contentType: string): string => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const declared = IN_HEADER.exec(contentType)?.[1];
  if (declared !== undefined) return declared;
  const inside = IN_META.exec(bytes.toString('latin1', 0, PRESCAN_BYTES))?.[1] ?? 'utf-8';
  // Whoever could be read so far is not written in it.
  return /^utf-?16/i.test(inside) ? 'utf-8' : inside;
};

/** By byte order mark, header, `<meta>`, in this order; UTF-8 where none says anything we know. */
export const decodePage = (bytes: Buffer, contentType: string): string => {
  const decoder = decoderOf(charsetOf(bytes, contentType));
  const text = decoder.decode(bytes);
  if (decoder.encoding !== 'windows-1252') return text;
  return text.replace(/[\x80-\x9f]/g, (control) => fromWindows1252(control.charCodeAt(0)));
};

const decoderOf = (charset: string): TextDecoder => {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
};
