/**
 * What ended a start, in one sentence for the person at the terminal. PORTAL_LOG_LEVEL=debug adds the stack.
 * @param {unknown} thrown
 */
export function describeFailure(thrown) {
  const error = /** @type {NodeJS.ErrnoException & { sentence?: string, port?: number, address?: string }} */ (
    thrown instanceof Error ? thrown : new Error(String(thrown))
  );
  const sentence = error.sentence ?? fromSystem(error) ?? error.message;
  return process.env.PORTAL_LOG_LEVEL === 'debug' ? `${sentence}\n${error.stack}` : sentence;
}

/** @param {NodeJS.ErrnoException & { port?: number }} error */
function fromSystem(error) {
  const place = error.path ?? 'the data folder';
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${error.port} is already in use: stop the program that uses it, or choose another with --port.`;
    case 'EADDRNOTAVAIL':
      return 'The address given by --host does not belong to this machine.';
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk holding ${place} is full: free some space and start again.`;
    case 'EACCES':
    case 'EPERM':
      if (error.syscall === 'listen')
        return `Port ${error.port} may not be used by this user: choose one above 1023 with --port.`;
      return `${place} cannot be written by this user: correct its owner and permissions, or choose another folder with --data-dir.`;
    case 'EROFS':
      return `${place} is on a read-only disk: choose another folder with --data-dir.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${place} is not a folder: choose another with --data-dir.`;
    default:
      return undefined;
  }
}
