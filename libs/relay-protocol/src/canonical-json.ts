/** A value that is already JSON. */
export class RawJson {
  constructor(readonly text: string) {}
}

export type CanonicalValue = string | number | bigint | boolean | RawJson;

/**
 * Compact JSON in the given order, byte for byte as Go's encoding/json writes a struct: `<`, `>`, `&`, U+2028 and U+2029
 * escaped. Floats are the same as in ECMAScript.
 */
export const canonicalJson = (entries: readonly (readonly [key: string, value: CanonicalValue])[]): string =>
  `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${render(value)}`).join(',')}}`;

function render(value: CanonicalValue): string {
  if (value instanceof RawJson) return value.text;
  if (typeof value === 'bigint') return value.toString();
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
