/** A multivariant playlist (RFC 8216bis §4.4.6) with the addresses of its variants and renditions as `addressOf` gives them. */
export const withAddresses = (playlist: string, addressOf: (uri: string) => string): string =>
  playlist
    .split('\n')
    .map((line) => {
      if (line === '') return line;
      if (!line.startsWith('#')) return addressOf(line);
      return line.replace(/([:,]URI=")([^"]*)"/g, (_, before: string, uri: string) => `${before}${addressOf(uri)}"`);
    })
    .join('\n');
