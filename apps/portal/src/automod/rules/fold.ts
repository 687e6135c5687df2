/** Digits and signs that stand for letters. */
const LEET: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
};

/** A text as it is compared: without case, accents, invisible characters and typographic variants of a letter. */
export const fold = (text: string, { leet = false } = {}): string => {
  const plain = text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss');
  // At the end of a word these two are what they are.
  return leet ? plain.replace(/[0134578@$]|[!|](?=[\p{L}\p{N}])/gu, (sign) => LEET[sign]!) : plain;
};
