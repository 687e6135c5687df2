import { inject } from 'vitest';

/** For `describe.skipIf`: what the journeys need is missing, and it was said once. */
export const cannotTravel = !inject('canTravel');
