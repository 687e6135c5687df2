/** `0x` and 64 lower-case digits; undefined for what is no address. */
export const normalizeSuiAddress = (text: string): string | undefined => {
  const digits = /^(?:0x)?([0-9a-f]{1,64})$/i.exec(text.trim())?.[1];
  return digits === undefined ? undefined : `0x${digits.toLowerCase().padStart(64, '0')}`;
};

/** `<address>::<module>::<name>` with its address in full; undefined for what is no coin type. */
export const normalizeCoinType = (text: string): string | undefined => {
  const [account = '', module, name, ...rest] = text.trim().split('::');
  const address = normalizeSuiAddress(account);
  if (address === undefined || !module || !name || rest.length > 0) return undefined;
  return `${address}::${module}::${name}`;
};
