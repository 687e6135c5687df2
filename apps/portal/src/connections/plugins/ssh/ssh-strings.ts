/** Length-prefixed strings (RFC 4251 §5); fewer when the bytes end early. */
export const readStrings = (blob: Buffer, count: number): Buffer[] => {
  const strings: Buffer[] = [];
  for (let at = 0; strings.length < count && at + 4 <= blob.length;) {
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) break;
    strings.push(blob.subarray(at + 4, end));
    at = end;
  }
  return strings;
};
