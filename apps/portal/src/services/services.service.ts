import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { mayOpen, type Principal } from '../auth/principal.js';
import { type ConnectionPlugin, serviceSocketUrl, viewerUrl } from '../connections/index.js';
import { ServicePlugins } from './service-plugins.js';
import { Service } from './service.entity.js';
import type { ServiceReply } from './services.dto.js';

export interface OpenableService {
  row: Service;
  plugin: ConnectionPlugin;
}

/** The services a caller may open: enabled, of a plugin that is on, within the account's and the credential's scopes. */
@Injectable()
export class ServicesService {
  constructor(
    @InjectRepository(Service) private readonly services: Repository<Service>,
    private readonly plugins: ServicePlugins,
  ) {}

  async list(caller: Principal): Promise<ServiceReply[]> {
    const rows = await this.services.find({
      where: { enabled: true },
      order: { category: 'ASC', name: 'ASC', id: 'ASC' },
    });
    return rows.flatMap((row) => {
      const plugin = this.openable(caller, row);
      return plugin ? [presentService(row, plugin)] : [];
    });
  }

  /** @throws DomainError service.not_found, also when the caller lacks the scope */
  async get(caller: Principal, id: number): Promise<ServiceReply> {
    const { row, plugin } = await this.require(caller, id);
    return presentService(row, plugin);
  }

  /** @throws DomainError service.not_found */
  async require(caller: Principal, id: number): Promise<OpenableService> {
    const row = await this.services.findOneBy({ id, enabled: true });
    const plugin = row && this.openable(caller, row);
    if (!plugin) throw new DomainError('service.not_found');
    return { row, plugin };
  }

  private openable(caller: Principal, { id, type }: Service): ConnectionPlugin | undefined {
    const plugin = this.plugins.find(type);
    return plugin && mayOpen(caller, plugin.id, id) ? plugin : undefined;
  }
}

export const presentService = (row: Service, plugin: ConnectionPlugin): ServiceReply => ({
  id: row.id,
  name: row.name,
  plugin: plugin.id,
  path: row.path,
  icon: row.icon,
  category: row.category,
  enabled: row.enabled,
  url: viewerUrl(plugin, 'service', row.id),
  websocket_url: serviceSocketUrl(plugin, row.id),
});
