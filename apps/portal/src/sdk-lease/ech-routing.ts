import { DomainError } from '#libs/contracts';
import {
  hostnameHash,
  isEchConfigList,
  isRouteHostname,
  normalizeHostname,
  type RegisterChallengeRequest,
} from '#libs/relay-protocol';
import { byProtocol } from './protocol-answer.js';

export interface EchRouting {
  routeHostname: string | null;
  hostnameHash: string | null;
  echConfigList: string | null;
}

/**
 * By what an ECH tenant is found, checked against its public name.
 * @throws DomainError lease.transport_mismatch, request.invalid
 */
export const echRoutingOf = (
  request: Omit<RegisterChallengeRequest, 'identity'>,
  hostname: string,
  rootHost: string,
): EchRouting => {
  const { route_hostname: route, hostname_hash: hash, ech_config_list: list } = request;
  if ((route || hash) && (request.udp_enabled || request.tcp_enabled)) {
    throw new DomainError('lease.transport_mismatch');
  }
  if (!route && (hash || list)) throw refusal('hostname_hash and ech_config_list need a route_hostname');
  const routeHostname = route ? byProtocol(() => normalizeHostname(route)) : null;
  if (routeHostname && !isRouteHostname(routeHostname, rootHost)) {
    throw refusal('route_hostname is not one label below the root host');
  }
  if (hash && hash !== hostnameHash(hostname)) throw refusal('hostname_hash is not the hash of the public name');
  if (list && !isEchConfigList(list)) throw refusal('ech_config_list is not an ECHConfigList');
  return { routeHostname, hostnameHash: hash || null, echConfigList: list || null };
};

const refusal = (text: string): DomainError => new DomainError('request.invalid', { text: `${text}.` });
