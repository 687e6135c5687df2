/** Crockford's base32: nothing that is misread aloud. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 4;

/** Five bits a character, in groups of four: `7QK2-M4TD-9XWA`. */
export const spokenCode = (bytes: Buffer, characters: number): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const code = Array.from({ length: characters }, (_, at) => ALPHABET[parseInt(bits.slice(at * 5, at * 5 + 5), 2)]);
  return code.join('').replace(new RegExp(`(.{${GROUP}})(?=.)`, 'g'), '$1-');
};

/** As typed by a person: case, dashes and spaces do not matter, O is 0, I and L are 1. */
export const heardCode = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
