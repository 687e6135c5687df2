import type { PortalConfig } from '#libs/config';
import type { RelaySettings } from './relay-settings.entity.js';

/** What holds until an administrator decides. */
export const defaultSettings = (config: PortalConfig): RelaySettings => ({
  id: 1,
  approvalMode: 'auto',
  udpEnabled: config.get('UDP_ENABLED'),
  udpMaxLeases: 0,
  tcpEnabled: config.get('TCP_ENABLED'),
  tcpMaxLeases: 0,
  landingPage: config.get('LANDING_PAGE_ENABLED'),
});

/** Whether there are public ports to give away. */
export const hasPortRange = (config: PortalConfig): boolean =>
  config.get('MIN_PORT') > 0 && config.get('MAX_PORT') >= config.get('MIN_PORT');
