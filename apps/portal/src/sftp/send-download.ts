import type { FastifyReply } from 'fastify';
import type { Download } from './remote-folder.js';

/** A file as an attachment, whole or in part (RFC 9110 §14, RFC 6266 §4.3). */
export const sendDownload = (
  reply: FastifyReply,
  { name, size, range, content }: Download,
  type = 'application/octet-stream',
): void => {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_');
  reply
    .type(type)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'private, no-cache')
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`);
  if (range === 'unsatisfiable') {
    content.destroy();
    void reply.status(416).header('content-range', `bytes */${size}`).header('content-length', 0).send();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size };
  if (range) reply.status(206).header('content-range', `bytes ${start}-${end - 1}/${size}`);
  else reply.status(200);
  void reply.header('content-length', end - start).send(content);
};
