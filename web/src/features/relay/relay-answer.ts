import { body } from '../../shared/api/client.js';

/** The relay's API has its answers in an envelope: `{"ok":true,"data":…}`. */
export const relayAnswer = async <T>(call: Promise<{ data?: { data: T } }>): Promise<T> => (await body(call)).data;
