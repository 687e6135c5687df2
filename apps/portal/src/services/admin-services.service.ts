import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, QueryDeepPartialEntity, Repository } from 'typeorm';
import { DomainError, invalidFields } from '#libs/contracts';
import { EventBus } from '#libs/events';
import { AuditLog, type AuditRecord } from '../audit/index.js';
import type { Principal } from '../auth/principal.js';
import { formSchemaOf } from '../boundary/field-registry.js';
import {
  type ConnectionPlugin,
  EMPTY_CONFIG,
  EntryAddresses,
  EntrySecrets,
  findPlugin,
  HostKeysService,
  mergeConfig,
  redactConfig,
} from '../connections/index.js';
import { defaultPortOf, iconOf, needsTarget, ServicePlugins } from './service-plugins.js';
import { Service } from './service.entity.js';
import type { AdminServiceReply, CreateService, UpdateService } from './services.dto.js';
import { ServiceChanged, ServiceDeleted } from './services.events.js';
import { presentService } from './services.service.js';

type Address = Pick<Service, 'host' | 'port'>;

/** Writers of one row that may overtake each other before one gives up. */
const MAX_UPDATE_ATTEMPTS = 20;

/** What administrators do with services; all of it is in the audit log. */
@Injectable()
export class AdminServicesService {
  constructor(
    @InjectRepository(Service) private readonly services: Repository<Service>,
    private readonly plugins: ServicePlugins,
    private readonly secrets: EntrySecrets,
    private readonly addresses: EntryAddresses,
    private readonly hostKeys: HostKeysService,
    private readonly events: EventBus,
    private readonly audit: AuditLog,
  ) {}

  types(): Record<string, unknown> {
    return Object.fromEntries(this.plugins.list().map((plugin) => [plugin.id, presentType(plugin)]));
  }

  /** Also those that are switched off. */
  async list(): Promise<AdminServiceReply[]> {
    const rows = await this.services.find({ order: { category: 'ASC', name: 'ASC', id: 'ASC' } });
    return rows.flatMap((row) => (findPlugin(row.type) ? [presentAdmin(row)] : []));
  }

  async get(id: number): Promise<AdminServiceReply> {
    return presentAdmin(await this.row(id));
  }

  /** @throws DomainError request.invalid, target.blocked */
  async create(by: Principal, body: CreateService): Promise<AdminServiceReply> {
    const plugin = this.plugins.require(body.plugin);
    const { config, secrets } = mergeConfig(plugin, EMPTY_CONFIG, body.config ?? {});
    const address = await this.address(plugin, body.host ?? null, body.port ?? null);
    const id = await this.reserveId();
    const row: Partial<Service> = {
      id,
      name: body.name,
      type: plugin.id,
      path: body.path ?? pathFrom(body.name, id),
      icon: body.icon ?? iconOf(plugin),
      category: body.category ?? 'Servers',
      enabled: body.enabled ?? true,
      config,
      ...address,
      ...(await this.secrets.seal('services', id, secrets)),
    };
    await this.services.manager.transaction(async (tx) => {
      await tx.insert(Service, row as QueryDeepPartialEntity<Service>);
      await this.events.publish(ServiceChanged, { id, enabled: row.enabled! }, tx);
      await this.audit.record({ ...auditOf(by, 'service.created', row.name!), details: { id, type: plugin.id } }, tx);
    });
    return this.get(id);
  }

  /** @throws DomainError service.not_found, request.invalid, target.blocked */
  async update(by: Principal, id: number, body: UpdateService): Promise<AdminServiceReply> {
    for (let attempt = 0; attempt < MAX_UPDATE_ATTEMPTS; attempt++) {
      const row = await this.row(id);
      const plugin = findPlugin(row.type)!;
      const { config, host, port, ...plain } = body;
      const isMoved = host !== undefined || port !== undefined;
      const next = {
        ...plain,
        ...(isMoved && (await this.address(plugin, host ?? row.host, port === undefined ? row.port : port))),
        ...(config && (await this.mergeRow(plugin, row, config))),
      };
      const details = { id, fields: Object.keys(body) };
      if (await this.replace(row, next, { ...auditOf(by, 'service.updated', row.name), details })) return this.get(id);
    }
    throw new DomainError('server.unavailable');
  }

  /** @throws DomainError service.not_found */
  async remove(by: Principal, id: number): Promise<void> {
    await this.services.manager.transaction(async (tx) => {
      const { name, type } = await this.row(id, tx);
      const { affected } = await tx.delete(Service, { id });
      if (!affected) throw new DomainError('service.not_found');
      await this.audit.record({ ...auditOf(by, 'service.deleted', name), details: { id, type } }, tx);
      await this.hostKeys.forgetAll({ kind: 'service', id: String(id) }, tx);
      await this.events.publish(ServiceDeleted, { id }, tx);
    });
  }

  /** @throws DomainError service.not_found */
  async row(id: number, tx: EntityManager = this.services.manager): Promise<Service> {
    const row = await tx.findOneBy(Service, { id });
    if (!row || !findPlugin(row.type)) throw new DomainError('service.not_found');
    return row;
  }

  private async address(plugin: ConnectionPlugin, host: string | null, port: number | null): Promise<Address> {
    if (!needsTarget(plugin)) return { host: null, port: null };
    const missing = (field: string) => ({ field, message: `must be given for ${plugin.name}` });
    const known = port ?? defaultPortOf(plugin);
    if (host === null || known === null) throw invalidFields([missing(host === null ? 'host' : 'port')]);
    return { host: await this.addresses.require(host, known, 'services'), port: known };
  }

  /** Secrets are sealed to the row before it exists. */
  private async reserveId(): Promise<number> {
    const [row] = (await this.services.query(
      `SELECT nextval(pg_get_serial_sequence('services', 'id'))::int AS id`,
    )) as { id: number }[];
    return row!.id;
  }

  private async mergeRow(plugin: ConnectionPlugin, row: Service, patch: Record<string, unknown>) {
    const stored = { config: row.config, secrets: await this.secrets.open('services', row.id, row.secrets) };
    const { config, secrets } = mergeConfig(plugin, stored, patch);
    return { config, ...(await this.secrets.seal('services', row.id, secrets)) };
  }

  /** False when somebody else was faster: what was merged with is no longer what is stored. */
  private replace({ id, revision, enabled }: Service, next: Partial<Service>, act: AuditRecord): Promise<boolean> {
    const change = { ...next, revision: revision + 1 } as QueryDeepPartialEntity<Service>;
    return this.services.manager.transaction(async (tx) => {
      const { affected } = await tx.update(Service, { id, revision }, change);
      if (!affected) return false;
      await this.events.publish(ServiceChanged, { id, enabled: next.enabled ?? enabled }, tx);
      await this.audit.record(act, tx);
      return true;
    });
  }
}

const auditOf = (actor: Principal, action: string, name: string): AuditRecord => ({ actor, action, target: { name } });

const presentAdmin = (row: Service): AdminServiceReply => {
  const plugin = findPlugin(row.type)!;
  return {
    ...presentService(row, plugin),
    host: row.host,
    port: row.port,
    config: redactConfig(plugin, row.config, row.secretFields),
    created_at: row.createdAt,
  };
};

const presentType = (plugin: ConnectionPlugin) => ({
  name: plugin.name,
  icon: iconOf(plugin),
  default_port: defaultPortOf(plugin),
  plugin: plugin.id,
  config_schema: formSchemaOf(plugin.params),
});

const pathFrom = (name: string, id: number): string => {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `/${slug || `service-${id}`}`;
};
