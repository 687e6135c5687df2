import type { Catalogue } from '../catalogue.js';

export const sanctions: Catalogue['sanctions'] = {
  timeoutUntil: 'Sie haben eine Auszeit bis {time}.',
  muteUntil: 'Sie sind bis {time} stummgeschaltet.',
  mute: 'Sie sind stummgeschaltet, bis die Moderation es aufhebt.',
  banUntil: 'Sie sind bis {time} ausgeschlossen.',
  ban: 'Sie sind ausgeschlossen, bis die Moderation es aufhebt.',
  timeout: 'Sie haben eine Auszeit, bis die Moderation sie aufhebt.',
  reason: 'Grund: {reason}',
};
