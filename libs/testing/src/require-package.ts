import { existsSync } from 'node:fs';

/**
 * For `describe.skipIf(!requirePackage(…))`: says loudly which Debian package a suite misses. CI sets
 * PORTAL_TEST_PACKAGES=required, and then nothing is skipped.
 */
export const requirePackage = (debianPackage: string, file: string): boolean => {
  if (existsSync(file)) return true;
  if (process.env['PORTAL_TEST_PACKAGES'] === 'required')
    throw new Error(`${file} is missing: install ${debianPackage}`);
  console.warn(`SKIPPED: tests that need ${file}. Install the Debian package "${debianPackage}" to run them.`);
  return false;
};
