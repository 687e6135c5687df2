import { Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { invalidFields } from '#libs/contracts';
import { CONNECTION_PLUGINS, type ConnectionPlugin } from '../connections/index.js';

/** The protocols services can use on this portal: all that are not switched off by its configuration. */
@Injectable()
export class ServicePlugins {
  constructor(private readonly config: PortalConfig) {}

  list(): ConnectionPlugin[] {
    return CONNECTION_PLUGINS.filter((plugin) => this.isOn(plugin));
  }

  find(id: string): ConnectionPlugin | undefined {
    return this.list().find((plugin) => plugin.id === id);
  }

  /** @throws DomainError request.invalid */
  require(id: string): ConnectionPlugin {
    const plugin = CONNECTION_PLUGINS.find((candidate) => candidate.id === id);
    if (plugin && this.isOn(plugin)) return plugin;
    const message = plugin ? `needs ${plugin.enabledBy}=on in the configuration of the portal` : 'is not known';
    throw invalidFields([{ field: 'plugin', message }]);
  }

  private isOn({ enabledBy }: ConnectionPlugin): boolean {
    return enabledBy === undefined || this.config.get(enabledBy) === true;
  }
}

/** Null for a plugin that dials nothing. */
export const defaultPortOf = (plugin: ConnectionPlugin): number | null => plugin.types[0]?.default_port ?? null;

export const iconOf = (plugin: ConnectionPlugin): string => plugin.types[0]?.icon ?? plugin.id;

/** Whether the plugin goes anywhere at all. */
export const needsTarget = (plugin: ConnectionPlugin): boolean =>
  plugin.targets({ host: 'localhost', port: 1 }, {}).length > 0;
