import type { Catalogue } from '../catalogue.js';

export const dashboard: Catalogue['dashboard'] = {
  hello: 'Hallo, {name}',
  pinned: 'Angeheftete Verbindungen',
  pinnedEmptyTitle: 'Noch nichts angeheftet',
  pinnedEmptyText: 'Heften Sie an, was Sie täglich brauchen, dann ist es einen Klick entfernt.',
  firstTitle: 'Die erste Verbindung anlegen',
  firstText: 'Zum Beispiel ein Server mit SSH. Sie brauchen seine Adresse und einen Weg, sich anzumelden.',
  services: 'Dienste',
  servicesText: 'Von der Verwaltung dieses Portals für alle eingerichtet.',
  servicesEmpty: 'Für Sie sind keine Dienste eingerichtet.',
  live: 'Offene Sitzungen',
  liveText: 'Sie laufen eine Weile weiter, wenn Sie die Seite schließen.',
  recent: 'Letzte Sitzungen',
  recentEmpty: 'Hier erscheinen die Sitzungen, die Sie öffnen.',
  all: 'Alle Verbindungen',
  resume: 'Dorthin zurück',
  end: 'Beenden',
  endNamed: 'Die Sitzung auf {name} beenden',
  ended: 'Sitzung beendet',
  since: 'seit {time}',
  healthChecking: 'Wird geprüft …',
};
