import { DomainError, invalidFields } from '#libs/contracts';
import type { Target } from '#libs/net-guard';
import { rtmpAddress } from '../engine/egress/rtmp-address.js';

/** Where a relay leads, as the relay itself will read it. @throws DomainError request.invalid */
export const relayTarget = (rtmpUrl: string): Target => {
  if (!URL.canParse(rtmpUrl)) throw invalid('is not an address');
  const { username, password } = new URL(rtmpUrl);
  if (username !== '' || password !== '') throw invalid('must not have a user name or a password');
  try {
    const { host, port } = rtmpAddress(rtmpUrl, 'key');
    return { host, port };
  } catch (error) {
    if (error instanceof DomainError) throw invalid('must name a host and an application, as in rtmp://host/app');
    throw error;
  }
};

const invalid = (message: string): DomainError => invalidFields([{ field: 'rtmp_url', message }]);
