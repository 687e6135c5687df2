const MAX_NAME = 80;

/**
 * Where a broadcast's pieces go below the owner's folder: `Name/2026-02-08_04-24-49` (UTC). A name is what every file
 * system takes; `sessionId` stands in where nothing of the title is left.
 */
export const recordingFolder = (title: string, sessionId: string, startedAt: Date): string => {
  const name = title
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N} ._()-]/gu, '_')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[ .]+/, '')
    .slice(0, MAX_NAME)
    .replace(/[ .]+$/, '');
  const time = startedAt.toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-');
  return `${name || `Stream ${sessionId}`}/${time}`;
};
