import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PortalConfig } from '#libs/config';
import { type FieldError, invalidFields } from '#libs/contracts';
import { EventBus } from '#libs/events';
import { type NetworkPolicy, parseCidr, type Scope } from '#libs/net-guard';
import { parseFields } from '../boundary/validation.pipe.js';
import { type NetworkSettings, PortalSettings, type SettingName } from './portal-settings.js';
import { Setting } from './setting.entity.js';
import { SettingsChanged } from './settings.events.js';

/** The settings as of now, in memory; every process reads them again when one changes them. */
@Injectable()
export class SettingsService implements OnModuleInit {
  private settings: Readonly<PortalSettings> = new PortalSettings();
  private policies: Record<Scope, NetworkPolicy>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventBus,
    private readonly config: PortalConfig,
  ) {
    this.policies = this.policiesOf(this.settings.network);
  }

  async onModuleInit(): Promise<void> {
    this.events.onEverywhere(SettingsChanged, async () => void (await this.reload()));
    await this.reload();
  }

  get current(): Readonly<PortalSettings> {
    return this.settings;
  }

  /** The policy object changes only when the settings do. */
  networkPolicy(scope: Scope): NetworkPolicy {
    return this.policies[scope];
  }

  /**
   * Changes what the JSON object names, at any depth, and keeps the rest; this process knows it when it resolves.
   * @throws DomainError request.invalid
   */
  async update(changes: unknown, updatedBy: number | null): Promise<Readonly<PortalSettings>> {
    await this.dataSource.transaction((tx) => this.write(changes, updatedBy, tx));
    return this.reload();
  }

  /** As `update`, within the caller's transaction; all processes follow after its commit. */
  async write(changes: unknown, updatedBy: number | null, tx: EntityManager): Promise<Readonly<PortalSettings>> {
    const given = requireObject(changes);
    const valid = parseFields(PortalSettings, overlaid(this.settings, given));
    requireRanges(valid.network);
    const keys = (Object.keys(valid) as SettingName[]).filter((key) => given[key] !== undefined);
    if (keys.length === 0) return valid;
    await tx.upsert(Setting, keys.map((key) => ({ key, value: valid[key], updatedBy })) as object[], ['key']);
    await this.events.publish(SettingsChanged, { keys }, tx);
    return valid;
  }

  /** How often something was renewed: a number beside the settings that nobody edits. */
  async generation(key: string): Promise<number> {
    const row = await this.dataSource.manager.findOneBy(Setting, { key });
    return (row?.value as number | undefined) ?? 0;
  }

  async nextGeneration(key: string, updatedBy: number): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO settings (key, value, updated_by) VALUES ($1, '1', $2)
       ON CONFLICT (key) DO UPDATE
       SET value = to_jsonb(settings.value::integer + 1), updated_by = $2, updated_at = now()`,
      [key, updatedBy],
    );
  }

  async reload(): Promise<Readonly<PortalSettings>> {
    const rows = await this.dataSource.manager.find(Setting);
    const stored = Object.fromEntries(rows.map(({ key, value }) => [key, value]));
    const defaults = new PortalSettings();
    this.settings = {
      registration_open: (stored['registration_open'] as boolean | undefined) ?? defaults.registration_open,
      network: { ...defaults.network, ...(stored['network'] as object | undefined) },
      sessions: { ...defaults.sessions, ...(stored['sessions'] as object | undefined) },
      retention: { ...defaults.retention, ...(stored['retention'] as object | undefined) },
      streams: { ...defaults.streams, ...(stored['streams'] as object | undefined) },
    };
    this.policies = this.policiesOf(this.settings.network);
    return this.settings;
  }

  private policiesOf(network: NetworkSettings): Record<Scope, NetworkPolicy> {
    const environmentAllow = this.config.get('PORTAL_NET_ALLOW').map(parseCidr);
    const environmentDeny = this.config.get('PORTAL_NET_DENY').map(parseCidr);
    const policy = (isPrivateOpen: boolean): NetworkPolicy => ({
      loopback: false,
      linkLocal: false,
      private: isPrivateOpen,
      allow: network.allow.map(parseCidr),
      deny: [...network.deny.map(parseCidr), ...environmentDeny],
      environmentAllow,
    });
    return {
      connections: policy(network.connections_private),
      services: policy(network.services_private),
      browser: policy(network.browser_private),
      outbound: policy(network.outbound_private),
    };
  }
}

const requireObject = (value: unknown): Record<string, unknown> => {
  if (isObject(value)) return value;
  throw invalidFields([{ field: '', message: 'The body must be a JSON object.' }]);
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const overlaid = (base: object, changes: Record<string, unknown>): Record<string, unknown> => {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(changes)) {
    const inner = result[key];
    if (!Object.hasOwn(result, key) || value === undefined) continue;
    result[key] = isObject(inner) && isObject(value) ? overlaid(inner, value) : value;
  }
  return result;
};

const requireRanges = (network: NetworkSettings): void => {
  const faults = (['allow', 'deny'] as const).flatMap((list) =>
    network[list].flatMap((range, index): FieldError[] =>
      isRange(range) ? [] : [{ field: `network.${list}.${index}`, message: 'must be an address or a CIDR range' }],
    ),
  );
  if (faults.length > 0) throw invalidFields(faults);
};

const isRange = (text: string): boolean => {
  try {
    parseCidr(text);
    return true;
  } catch {
    return false;
  }
};
