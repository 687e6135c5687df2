import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

/**
 * Joins two streams until both directions have ended. The end of one becomes the end of the other (half-close); a side
 * that breaks takes the other with it. Node's pipes stop reading where the other side does not keep up.
 */
export function bridge(left: Duplex, right: Duplex): Promise<void> {
  return new Promise((resolve) => {
    let open = 2;
    const watch = (side: Duplex, other: Duplex): void => {
      side.on('error', () => side.destroy());
      const onClose = (): void => {
        if (!side.readableEnded || !side.writableFinished) breakOff(other);
        open -= 1;
        if (open === 0) resolve();
      };
      if (side.closed) onClose();
      else side.once('close', onClose);
    };
    watch(left, right);
    watch(right, left);
    left.pipe(right);
    right.pipe(left);
  });
}

/** A broken connection must not look like a finished one: half an upload would pass for a whole one. */
function breakOff(stream: Duplex): void {
  if (stream instanceof Socket && !(stream instanceof TLSSocket)) stream.resetAndDestroy();
  else stream.destroy();
}
