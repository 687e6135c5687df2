import type { components } from '../../shared/api/schema.js';
import type { Rate } from './traffic-meter.js';

type Schemas = components['schemas'];

export type ListedLease = Schemas['ListedLease'];
export type RelayFacts = Schemas['RelayFacts'];
export type RelayPolicy = Schemas['UiPolicySettings'];
export type IdentityDecision = Schemas['IdentityDecision'];

/** As administrators see it. */
export type AdministeredLease = Schemas['AdministeredLease'] & {
  /** Undefined until it was seen twice. */
  rate: Rate | undefined;
};

export type RelayPolicyState = Omit<Schemas['UiPolicyState'], 'leases'> & { leases: AdministeredLease[] };

export interface LeaseDecision {
  identity_key: string;
  is_approved?: boolean;
  is_banned?: boolean;
  is_denied?: boolean;
  /** Bytes a second; 0 removes the limit. */
  bps?: number;
}

/** Another relay as it describes itself. */
export type RelayPeer = Schemas['RelayDescriptorReply'];
