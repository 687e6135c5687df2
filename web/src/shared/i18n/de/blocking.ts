import type { Catalogue } from '../catalogue.js';

export const blocking: Catalogue['blocking'] = {
  text: 'Sie sehen nicht, was diese Personen schreiben, und Direktnachrichten gehen in keine Richtung. Sie erfahren nichts davon.',
  person: 'Person',
  since: 'Blockiert',
  emptyTitle: 'Sie haben niemanden blockiert',
  emptyText: 'Um jemanden zu blockieren, öffnen Sie im Chat das Profil.',
  unblock: 'Freigeben',
  unblockNamed: '{name} freigeben',
  blockNamed: '{name} blockieren',
  blockText: 'Verbirgt alles Geschriebene und verhindert Direktnachrichten in beide Richtungen.',
  isBlocked: 'Sie haben diese Person blockiert.',
  blocked: 'Sie haben {name} blockiert',
  unblocked: '{name} ist nicht mehr blockiert',
};
