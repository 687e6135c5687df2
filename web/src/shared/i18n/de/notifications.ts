import type { Catalogue } from '../catalogue.js';

export const notifications: Catalogue['notifications'] = {
  title: 'Mitteilungen',
  open: 'Mitteilungen',
  openUnread: { one: 'Mitteilungen, {count} ungelesen', other: 'Mitteilungen, {count} ungelesen' },
  all: 'Alle',
  unread: 'Ungelesen',
  which: 'Welche Mitteilungen',
  readAll: 'Alle als gelesen markieren',
  markRead: 'Als gelesen markieren',
  isUnread: 'Ungelesen',
  emptyTitle: 'Nichts Neues',
  emptyText: 'Erwähnungen, Direktnachrichten und Sicherheitshinweise stehen hier.',
  emptyUnread: 'Sie haben alles gelesen',
  settings: 'Einstellungen für Mitteilungen',
  push: 'In diesem Browser',
  pushText:
    'Ein Hinweis des Systems, wenn jemand Sie erwähnt oder Ihnen schreibt, auch wenn das Portal geschlossen ist.',
  pushLabel: 'Hinweise des Systems',
  pushOn: 'Dieser Browser meldet Ihnen Erwähnungen und Direktnachrichten.',
  pushOff: 'Dieser Browser bleibt still, solange das Portal geschlossen ist.',
  pushUnsupported:
    'Dieser Browser kann hier keine Hinweise zeigen. Er braucht HTTPS oder localhost; auf iPhone und iPad muss das Portal zuerst auf dem Home-Bildschirm liegen.',
  pushDenied:
    'Sie haben Hinweise dieses Portals im Browser blockiert. Erlauben Sie sie in den Einstellungen der Seite neben ihrer Adresse, und kommen Sie dann zurück.',
  pushEnabled: 'Hinweise sind in diesem Browser an',
  pushDisabled: 'Hinweise sind in diesem Browser aus',
  pushFailed: 'Der Browser konnte sich nicht anmelden. Vielleicht ist sein Push-Dienst nicht erreichbar.',
};
