import { describe } from 'vitest';
import { MEDIA, usePortal } from '#libs/testing';
import { describeMediaEngine, hasMediaPeers } from './media-contract.peer.js';

describe.runIf(hasMediaPeers)('a broadcast', () => {
  describeMediaEngine(usePortal({ ...MEDIA, RTMP_PLAIN_ENABLED: 'on', PORTAL_ANNOUNCED_IPS: '127.0.0.1' }));
});
