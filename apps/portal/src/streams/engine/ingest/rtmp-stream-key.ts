const APP = 'live';
const MAX_KEY_CHARS = 256;

/**
 * The key of `live/<key>`, whichever part of it the encoder calls app and which name; queries are left out. Empty when
 * the path is another, which no gate lets in.
 */
export const streamKeyOf = (app: string, name: string): string => {
  const [first, key, ...more] = [app, name].flatMap((part) => part.split('?', 1)[0]!.split('/')).filter(Boolean);
  return first === APP && key && key.length <= MAX_KEY_CHARS && more.length === 0 ? key : '';
};
