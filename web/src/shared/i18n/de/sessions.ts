import type { Catalogue } from '../catalogue.js';

export const sessions: Catalogue['sessions'] = {
  title: 'Offene Sitzungen',
  text: 'Sie laufen fünf Minuten weiter, nachdem Sie ihre Seite geschlossen haben.',
  emptyTitle: 'Keine offenen Sitzungen',
  emptyText: 'Was Sie öffnen, steht hier, bis es endet.',
  name: 'Name',
  address: 'Adresse',
  started: 'Begonnen',
  from: 'Von',
  traffic: 'Ein / aus',
  state: 'Zustand',
  attached: 'In Gebrauch',
  waiting: 'Wartet auf Sie',
  elsewhere: 'Läuft',
  resume: 'Hier fortsetzen',
  resumeNamed: 'Hier fortsetzen: {name}',
  end: 'Beenden',
  endNamed: 'Beenden: Sitzung auf {name}',
  endTitle: 'Sitzung auf {name} beenden?',
  endText: 'Programme, die darin laufen, werden beendet.',
  ended: 'Sitzung beendet',
};
