import { useQuery } from '@tanstack/react-query';
import { connectionsQuery } from '../../connections/connection-queries.js';
import { servicesQuery } from '../../services/service-queries.js';
import type { TerminalTarget } from './layout.js';

export interface TargetFace {
  name: string;
  icon: string;
  /** `user@host`, with the port when it is not 22; empty for a service, which does not tell. */
  address: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** How an entry is called and where it points, as far as it is known yet. */
export const useTarget = (target: TerminalTarget): TargetFace => {
  const isConnection = 'connection' in target;
  const connections = useQuery({ ...connectionsQuery, enabled: isConnection }).data;
  const services = useQuery({ ...servicesQuery, enabled: !isConnection }).data;
  if (!isConnection) {
    const service = services?.find(({ id }) => id === target.service);
    return { name: service?.name ?? '', icon: service?.icon ?? 'terminal', address: '' };
  }
  const entry = connections?.find(({ id }) => id === target.connection);
  if (!entry) return { name: '', icon: 'terminal', address: '' };
  const user = text(entry.config['username']);
  const address = `${user && `${user}@`}${entry.host}${entry.port === 22 ? '' : `:${entry.port}`}`;
  return { name: entry.name, icon: entry.icon, address };
};
