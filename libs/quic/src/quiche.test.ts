import { describe, expect, it } from 'vitest';
import { quicheAbsence } from './quiche.js';

describe('a machine without QUIC', () => {
  it('is told which package is missing, where there is one', () => {
    expect(quicheAbsence('linux-x64')).toBe('install the package @matrixai/quic-linux-x64 beside this program');
  });

  it('is not sent looking for one that does not exist', () => {
    expect(quicheAbsence('linux-arm64')).toBe('there is no build of it for linux-arm64');
  });
});
