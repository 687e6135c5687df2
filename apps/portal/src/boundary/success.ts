import { Flag } from './fields.js';

/** The answer of requests that have nothing to tell: every successful answer of specification A is JSON. */
export class Success {
  @Flag({ example: true }) success: boolean;
}

export const SUCCESS: Success = { success: true };
