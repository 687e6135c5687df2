import type { Relay } from '../../../shared/api/types.js';
import type { LabelKey } from '../../../shared/i18n/catalogue.js';

interface Face {
  label: LabelKey;
  tone: 'neutral' | 'good' | 'warn' | 'bad';
}

const FACES: Record<Relay['state'], Face> = {
  off: { label: 'streams.relayWaiting', tone: 'neutral' },
  connecting: { label: 'streams.relayConnecting', tone: 'warn' },
  live: { label: 'streams.relayLive', tone: 'good' },
  failed: { label: 'streams.relayFailed', tone: 'bad' },
};

export const relayFace = ({ state, enabled }: Pick<Relay, 'state' | 'enabled'>): Face =>
  enabled ? FACES[state] : { label: 'streams.relayOff', tone: 'neutral' };
