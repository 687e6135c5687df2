import { setFlagsFromString } from 'node:v8';

/** Of what lives after a collection, in percent. */
const GROWTH = 300;

/**
 * For a process that takes publishers. Media lies outside the heap, but V8 counts what is new of it as growth of the heap:
 * a few streams then have it mark all of the heap every second, half of what the process does; so they do every ten.
 */
export const letHeapGrow = (): void => setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
