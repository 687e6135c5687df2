import { createCipheriv } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';

export const PORTION = 1 << 18;
/** A prime, so that what is lost, doubled or misplaced is never alike; few enough to stay in the cache. */
const PERIOD = 65_521;
const period = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(PERIOD));
/** So that a portion that begins anywhere is in one piece. */
const pattern = Buffer.concat(Array.from({ length: Math.ceil(PORTION / PERIOD) + 1 }, () => period));

/** The tenant's side: sends as many bytes as the visitor asks for in its first eight. */
export const serveBytes = (visitor: net.Socket): void => {
  let at = 0;
  visitor.on('error', () => visitor.destroy());
  visitor.once('data', (wish: Buffer) => {
    const bytes = Number(wish.readBigUInt64BE());
    const go = (): void => {
      while (at < bytes) {
        const from = at % PERIOD;
        const portion = pattern.subarray(from, from + Math.min(PORTION, bytes - at));
        at += portion.length;
        if (!visitor.write(portion)) return void visitor.once('drain', go);
      }
      visitor.end();
    };
    go();
  });
  visitor.resume();
};

/** The visitor's side. Resolves when all has arrived. @throws Error when anything else arrives, or not all */
export const takeBytes = async (port: number, bytes: number): Promise<void> => {
  let at = 0;
  let isIntact = true;
  const socket = net.connect({
    port,
    host: '127.0.0.1',
    onread: {
      buffer: Buffer.alloc(PORTION),
      callback: (size, buffer) => {
        const from = at % PERIOD;
        isIntact &&= (buffer as Buffer).compare(pattern, from, from + size, 0, size) === 0;
        at += size;
        return true;
      },
    },
  });
  const wish = Buffer.alloc(8);
  wish.writeBigUInt64BE(BigInt(bytes));
  socket.write(wish);
  await once(socket, 'close');
  if (!isIntact || at !== bytes)
    throw new Error(`${at} of ${bytes} bytes arrived${isIntact ? '' : ', others than sent'}`);
};
