import type { Catalogue } from '../catalogue.js';

export const audit: Catalogue['audit'] = {
  bps: 'Höchstens Bytes in der Sekunde',
  channel: 'Kanal',
  config: 'Einstellungen',
  fields: 'Geändert',
  id: 'Nummer',
  message: 'Nachricht',
  port: 'Port',
  rule: 'Regel',
};
