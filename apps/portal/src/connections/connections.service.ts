import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, QueryDeepPartialEntity, Repository } from 'typeorm';
import { DomainError, invalidFields, LIMITS } from '#libs/contracts';
import { ADVISORY_LOCKS } from '#libs/database';
import { EventBus } from '#libs/events';
import { formSchemaOf } from '../boundary/field-registry.js';
import { newConnectionId } from './connection-id.js';
import type { ConnectionPlugin, TypeDescriptor } from './connection-plugin.js';
import { Connection } from './connection.entity.js';
import type { ConnectionReply, CreateConnection, UpdateConnection } from './connections.dto.js';
import { ConnectionChanged, ConnectionDeleted } from './connections.events.js';
import { EntryAddresses } from './entry-addresses.js';
import { viewerUrl } from './entry-links.js';
import { EntrySecrets } from './entry-secrets.js';
import { HostKeysService } from './host-keys.service.js';
import { EMPTY_CONFIG, mergeConfig, redactConfig, type SplitConfig } from './plugin-config.js';
import { CONNECTION_TYPES } from './plugins/index.js';
import { StoredKeys } from './stored-keys.js';

/** A row that is not stored yet, its secrets not sealed yet. */
export interface ConnectionDraft extends SplitConfig {
  name: string;
  type: string;
  host: string;
  port: number;
  tags: string[];
}

/** Writers of one row that may overtake each other before one gives up. */
const MAX_UPDATE_ATTEMPTS = 100;

@Injectable()
export class ConnectionsService {
  constructor(
    @InjectRepository(Connection) private readonly connections: Repository<Connection>,
    private readonly secrets: EntrySecrets,
    private readonly addresses: EntryAddresses,
    private readonly hostKeys: HostKeysService,
    private readonly storedKeys: StoredKeys,
    private readonly events: EventBus,
  ) {}

  types(): Record<string, unknown> {
    return Object.fromEntries([...CONNECTION_TYPES].map(([id, { type, plugin }]) => [id, presentType(type, plugin)]));
  }

  /** Pinned ones first, then by name. */
  async list(userId: number): Promise<ConnectionReply[]> {
    const rows = (await this.connections.findBy({ userId })).filter(isKnown);
    const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
    rows.sort((a, b) => Number(b.isPinned) - Number(a.isPinned) || byName.compare(a.name, b.name));
    return rows.map(presentConnection);
  }

  async get(userId: number, id: string): Promise<ConnectionReply> {
    return presentConnection(await this.row(userId, id));
  }

  /** @throws DomainError request.invalid, target.blocked, connection.limit */
  async create(userId: number, body: CreateConnection): Promise<ConnectionReply> {
    const draft = await this.draft(body);
    await this.storedKeys.requireOwn(userId, draft.config);
    const [row] = await this.add(userId, [draft]);
    return presentConnection(row!);
  }

  /** Checks what a person wrote. @throws DomainError request.invalid, target.blocked */
  async draft({ name, type: typeId, host, port, config = {}, tags = [] }: CreateConnection): Promise<ConnectionDraft> {
    const { type, plugin } = requireType(typeId);
    const split = mergeConfig(plugin, EMPTY_CONFIG, config);
    const address = await this.requireAddress(host, port ?? type.default_port);
    return { ...split, ...address, name, type: typeId, tags: tidyTags(tags) };
  }

  /** All of the drafts or none. @throws DomainError connection.limit */
  async add(userId: number, drafts: readonly ConnectionDraft[]): Promise<Connection[]> {
    const rows = await Promise.all(drafts.map((draft) => this.sealDraft(userId, draft)));
    return this.connections.manager.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1, $2)', [ADVISORY_LOCKS.addConnection, userId]);
      const held = await tx.countBy(Connection, { userId });
      const limit = LIMITS.connectionsPerUser;
      if (held + rows.length > limit) throw new DomainError('connection.limit', { details: { limit, held } });
      const added = await tx.save(
        Connection,
        rows.map((row) => tx.create(Connection, row)),
      );
      for (const { id } of added) await this.announce({ id, userId }, false, tx);
      return added;
    });
  }

  /**
   * Merges with what is stored at that moment, also when others write the same row.
   * @throws DomainError connection.not_found, request.invalid, target.blocked
   */
  async update(userId: number, id: string, body: UpdateConnection): Promise<ConnectionReply> {
    for (let attempt = 0; attempt < MAX_UPDATE_ATTEMPTS; attempt++) {
      const row = await this.row(userId, id);
      const { type, plugin } = requireType(row.type);
      const host = body.host ?? row.host;
      const port = body.port === undefined ? row.port : (body.port ?? type.default_port);
      const moved = host !== row.host || port !== row.port;
      const next: Partial<Connection> = {
        name: body.name ?? row.name,
        tags: body.tags ? tidyTags(body.tags) : row.tags,
        ...(moved && (await this.requireAddress(host, port))),
        ...(body.config && (await this.mergeRow(plugin, row, body.config))),
      };
      if (await this.replace(row, next, moved || body.config !== undefined)) return this.get(userId, id);
    }
    throw new DomainError('server.unavailable');
  }

  /** @throws DomainError connection.not_found */
  async remove(userId: number, id: string): Promise<void> {
    await this.connections.manager.transaction(async (tx) => {
      const { affected } = await tx.delete(Connection, { id, userId });
      if (!affected) throw new DomainError('connection.not_found');
      await this.hostKeys.forgetAll({ kind: 'connection', id }, tx);
      await this.events.publish(ConnectionDeleted, { id, user_id: userId }, tx);
    });
  }

  /** @throws DomainError connection.not_found */
  async togglePin(userId: number, id: string): Promise<boolean> {
    return this.connections.manager.transaction(async (tx) => {
      const toggled = await tx
        .createQueryBuilder()
        .update(Connection)
        .set({ isPinned: () => 'NOT is_pinned' })
        .where({ id, userId })
        .returning('is_pinned')
        .execute();
      const [row] = toggled.raw as { is_pinned: boolean }[];
      if (!row) throw new DomainError('connection.not_found');
      await this.announce({ id, userId }, false, tx);
      return row.is_pinned;
    });
  }

  /** The copy starts unpinned and without host keys. @throws DomainError connection.not_found, connection.limit */
  async duplicate(userId: number, id: string): Promise<ConnectionReply> {
    const { name, type, host, port, tags, ...row } = await this.row(userId, id);
    const secrets = await this.secrets.open('connections', id, row.secrets);
    const draft = { name: copyName(name), type, host, port, tags, config: row.config, secrets };
    const [copy] = await this.add(userId, [draft]);
    return presentConnection(copy!);
  }

  /** The row of its owner. @throws DomainError connection.not_found */
  async row(userId: number, id: string): Promise<Connection> {
    const row = await this.connections.findOneBy({ id, userId });
    if (!row || !isKnown(row)) throw new DomainError('connection.not_found');
    return row;
  }

  async markUsed(id: string): Promise<void> {
    await this.connections.update({ id }, { lastUsedAt: new Date(), updatedAt: () => 'updated_at' });
  }

  private async requireAddress(host: string, port: number): Promise<{ host: string; port: number }> {
    return { host: await this.addresses.require(host, port, 'connections'), port };
  }

  private async sealDraft(userId: number, { secrets, ...draft }: ConnectionDraft): Promise<Partial<Connection>> {
    const id = newConnectionId();
    return { ...draft, ...(await this.secrets.seal('connections', id, secrets)), id, userId };
  }

  private async mergeRow(plugin: ConnectionPlugin, row: Connection, patch: Record<string, unknown>) {
    const stored = { config: row.config, secrets: await this.secrets.open('connections', row.id, row.secrets) };
    const { config, secrets } = mergeConfig(plugin, stored, patch);
    if (Object.hasOwn(patch, 'ssh_key_id')) await this.storedKeys.requireOwn(row.userId, config);
    return { config, ...(await this.secrets.seal('connections', row.id, secrets)) };
  }

  /** False when somebody else was faster: what was merged with is no longer what is stored. */
  private replace({ id, userId, revision }: Connection, next: Partial<Connection>, rerouted: boolean) {
    const change = { ...next, revision: revision + 1 } as QueryDeepPartialEntity<Connection>;
    return this.connections.manager.transaction(async (tx) => {
      const { affected } = await tx.update(Connection, { id, userId, revision }, change);
      if (!affected) return false;
      await this.announce({ id, userId }, rerouted, tx);
      return true;
    });
  }

  private announce({ id, userId }: Pick<Connection, 'id' | 'userId'>, rerouted: boolean, tx: EntityManager) {
    return this.events.publish(ConnectionChanged, { id, user_id: userId, rerouted }, tx);
  }
}

/** False for what a newer portal wrote: nobody here could open it. */
const isKnown = ({ type }: Connection): boolean => CONNECTION_TYPES.has(type);

/** @throws DomainError request.invalid */
export const requireType = (id: string): { type: TypeDescriptor; plugin: ConnectionPlugin } => {
  const known = CONNECTION_TYPES.get(id);
  if (!known) throw invalidFields([{ field: 'type', message: 'is not one this portal can open' }]);
  return known;
};

export const presentConnection = (row: Connection): ConnectionReply => {
  const { type, plugin } = requireType(row.type);
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    plugin: plugin.id,
    icon: type.icon,
    host: row.host,
    port: row.port,
    config: redactConfig(plugin, row.config, row.secretFields),
    tags: row.tags,
    is_pinned: row.isPinned,
    url: viewerUrl(plugin, 'connection', row.id),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    last_used_at: row.lastUsedAt,
  };
};

const presentType = ({ name, icon, default_port }: TypeDescriptor, plugin: ConnectionPlugin) => ({
  name,
  icon,
  default_port,
  plugin: plugin.id,
  config_schema: formSchemaOf(plugin.params),
});

const tidyTags = (tags: readonly string[]): string[] => [...new Set(tags.map((tag) => tag.trim()).filter(Boolean))];

const COPY_SUFFIX = ' (copy)';

const copyName = (name: string): string =>
  name.slice(0, LIMITS.connectionName - COPY_SUFFIX.length).trimEnd() + COPY_SUFFIX;
