import type { Catalogue } from '../catalogue.js';

export const palette: Catalogue['palette'] = {
  title: 'Befehle',
  placeholder: 'Befehl oder Name eingeben …',
  empty: 'Nichts gefunden.',
  goTo: 'Gehe zu',
  connect: 'Verbinden',
  actions: 'Aktionen',
  newConnection: 'Neue Verbindung',
  themeLight: 'Helle Farben',
  themeDark: 'Dunkle Farben',
  themeSystem: 'Farben wie das System',
  densityCompact: 'Kompakte Dichte',
  densityComfortable: 'Luftige Dichte',
  shortcuts: 'Tastenkürzel zeigen',
  shortcutsTitle: 'Tastenkürzel',
  open: 'Befehle öffnen',
  openInTerminal: 'Befehle im Terminal öffnen',
  newConnectionKey: 'Neue Verbindung',
  filterKey: 'Die Liste dieser Seite filtern',
  then: 'dann',
};
