import type { Catalogue } from '../catalogue.js';

export const docs: Catalogue['docs'] = {
  text: 'Was die Web-App kann, können auch Programme.',
  download: 'OpenAPI-Dokument',
  filter: 'Referenz filtern',
  groups: 'Gruppen',
  public: 'ohne Anmeldung',
  parameters: 'Parameter',
  body: 'Inhalt der Anfrage',
  answer: 'Antwort',
  example: 'Beispiel',
  failure: 'Fehler',
  failureText: 'Ein Objekt mit error (ein Satz), status, code (noun.reason) und, wo es hilft, details.',
  noContent: 'Ohne Inhalt.',
  required: 'nötig',
  default: 'sonst',
  reference: 'Referenz',
  try: 'Ausprobieren',
  tryRead: 'Schickt die Anfrage mit Ihrer Sitzung.',
  tryWrite: 'Schickt die Anfrage mit Ihrer Sitzung. Was sie ändert, ist wirklich geändert.',
  send: 'Senden',
  took: '{duration} ms',
};
