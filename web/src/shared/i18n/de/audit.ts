import type { Catalogue } from '../catalogue.js';

export const audit: Catalogue['audit'] = {
  channel: 'Kanal',
  config: 'Einstellungen',
  fields: 'Geändert',
  id: 'Nummer',
  message: 'Nachricht',
  port: 'Port',
  rule: 'Regel',
};
