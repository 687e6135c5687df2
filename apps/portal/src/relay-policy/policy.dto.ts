import type {
  ApprovalMode,
  IpPolicyUpdate,
  LeasePolicyUpdate,
  PolicyPortSettings,
  PolicySettings,
} from '#libs/relay-protocol';
import { Flag, Integer, Nested, OneOf, Text } from '../boundary/fields.js';
import { APPROVAL_MODES } from './relay-settings.entity.js';

export class PortSettings implements PolicyPortSettings {
  @Flag({ description: 'Whether tunnels get public ports; always off without MIN_PORT and MAX_PORT.' })
  enabled: boolean;

  @Integer({ description: '0 means unlimited.' }) max_leases: number;
}

export class RelayPolicySettings implements PolicySettings {
  @OneOf(APPROVAL_MODES, { description: 'manual: a tunnel serves once its identity is approved.' })
  approval_mode: ApprovalMode;

  @Nested(PortSettings) udp: PortSettings;
  @Nested(PortSettings) tcp_port: PortSettings;
}

export class PortSettingsChange {
  @Flag({ optional: true, nullable: true }) enabled?: boolean | null;
  @Integer({ optional: true, nullable: true, description: '0 means unlimited.' }) max_leases?: number | null;
}

/** The mode is checked last, and has a code of its own. */
export class RelayPolicyChange {
  @Text({ max: 65_536, optional: true, nullable: true, description: '`auto` or `manual`.' })
  approval_mode?: string | null;

  @Nested(PortSettingsChange, { optional: true, nullable: true }) udp?: PortSettingsChange | null;
  @Nested(PortSettingsChange, { optional: true, nullable: true }) tcp_port?: PortSettingsChange | null;
}

export class LeasePolicyChange implements Nullable<LeasePolicyUpdate, 'identity_key'> {
  @Text({ max: 65_536, description: '`name:address`.' }) identity_key: string;
  @Flag({ optional: true, nullable: true }) is_banned?: boolean | null;
  @Flag({ optional: true, nullable: true, description: 'true also lifts a denial.' }) is_approved?: boolean | null;
  @Flag({ optional: true, nullable: true, description: 'true also revokes approval.' }) is_denied?: boolean | null;

  @Integer({
    max: Number.MAX_SAFE_INTEGER,
    optional: true,
    nullable: true,
    description: 'Bytes a second, all connections and both directions together; 0 removes the limit.',
  })
  bps?: number | null;
}

export class IpPolicyChange implements Nullable<IpPolicyUpdate, 'ip'> {
  @Text({ max: 65_536 }) ip: string;
  @Flag({ optional: true, nullable: true, description: 'Absent: lifts the ban.' }) is_banned?: boolean | null;
}

/** Of clients in Go: what is null counts as absent. */
type Nullable<T, Required extends keyof T> = Pick<T, Required> & {
  [K in Exclude<keyof T, Required>]?: T[K] | null;
};
