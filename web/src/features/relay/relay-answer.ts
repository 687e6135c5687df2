import { body } from '../../shared/api/client.js';

/** The relay's API wraps what its operations describe: `{"ok":true,"data":…}`. */
export const relayAnswer = async <T>(call: Promise<{ data?: T }>): Promise<T> =>
  ((await body(call)) as unknown as { data: T }).data;
