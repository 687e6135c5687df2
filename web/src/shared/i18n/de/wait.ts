import type { Catalogue } from '../catalogue.js';

export const wait: Catalogue['wait'] = {
  seconds: {
    one: 'Zu viele Versuche. In {count} Sekunde geht es weiter.',
    other: 'Zu viele Versuche. In {count} Sekunden geht es weiter.',
  },
  minutes: {
    one: 'Zu viele Versuche. In {count} Minute geht es weiter.',
    other: 'Zu viele Versuche. In {count} Minuten geht es weiter.',
  },
};
