/** Base64 characters of one OSC 52; as text about 96 KiB. */
const MAX_ENCODED = 128 * 1024;

/**
 * The text a program wants on the clipboard by OSC 52 (`Pc ; base64`), undefined for anything else. A question for the
 * clipboard's content (`?`) is never answered: whatever runs on the far side could read passwords with it.
 */
export const readClipboardWrite = (payload: string): string | undefined => {
  const match = /^[cpqs0-7]*;([A-Za-z0-9+/]+={0,2})$/.exec(payload);
  const encoded = match?.[1];
  if (!encoded || encoded.length > MAX_ENCODED || encoded.length % 4 === 1) return undefined;
  try {
    const bytes = Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};
