import type { ConnectionPlugin, TypeDescriptor } from '../connection-plugin.js';
import { sshPlugin } from './ssh/ssh.plugin.js';
import { terminalPlugin } from './terminal/terminal.plugin.js';

/** The only list of protocols: a new one is a folder beside this file and a line here. */
export const CONNECTION_PLUGINS: readonly ConnectionPlugin[] = [sshPlugin, terminalPlugin];

export const findPlugin = (id: string): ConnectionPlugin | undefined =>
  CONNECTION_PLUGINS.find((plugin) => plugin.id === id);

const types = new Map<string, { type: TypeDescriptor; plugin: ConnectionPlugin }>(
  CONNECTION_PLUGINS.flatMap((plugin) => plugin.types.map((type) => [type.id, { type, plugin }] as const)),
);

/** The types people can create connections of, by id. */
export const CONNECTION_TYPES: ReadonlyMap<string, { type: TypeDescriptor; plugin: ConnectionPlugin }> = types;
