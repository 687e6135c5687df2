import { DomainError, invalidFields } from '#libs/contracts';

/** What RTMP and RTMPS take when an address names no port. */
const DEFAULT_PORTS: Record<string, number> = { 'rtmp:': 1935, 'rtmps:': 443 };

/** Where an ingest address leads. @throws DomainError request.invalid */
export const relayTarget = (rtmpUrl: string): { host: string; port: number } => {
  if (!URL.canParse(rtmpUrl)) throw invalid('is not an address');
  const { protocol, hostname, port, username, password } = new URL(rtmpUrl);
  const defaultPort = DEFAULT_PORTS[protocol];
  if (defaultPort === undefined) throw invalid('must start with rtmp:// or rtmps://');
  if (hostname === '') throw invalid('names no host');
  if (username !== '' || password !== '') throw invalid('must not have a user name or a password');
  return { host: decodeHost(hostname), port: port === '' ? defaultPort : Number(port) };
};

const decodeHost = (hostname: string): string => {
  try {
    return decodeURIComponent(hostname);
  } catch {
    throw invalid('names no host');
  }
};

const invalid = (message: string): DomainError => invalidFields([{ field: 'rtmp_url', message }]);
