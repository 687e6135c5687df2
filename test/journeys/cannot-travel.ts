// By file: the index of the test kit reads the whole server.
import { SSHD } from '../../libs/testing/src/peers/sshd.peer.js';
import { requirePackage } from '../../libs/testing/src/require-package.js';
import { CHROMIUM } from './chromium.js';

const isRoot = process.getuid?.() === 0;
const hasPackages = [
  requirePackage('chromium', CHROMIUM),
  requirePackage('openssh-server', SSHD),
  requirePackage('vim-tiny', '/usr/bin/vim.tiny'),
  requirePackage('curl', '/usr/bin/curl'),
].every(Boolean);
if (!isRoot) console.warn('SKIPPED: journeys. They make a user with a password for sshd: run them as root.');

/** For `describe.skipIf`: what a journey needs is missing, and it was said. */
export const cannotTravel = !hasPackages || !isRoot;
