import { DomainError } from '#libs/contracts';
import { InnerFace, type InnerQuestion, type InnerReply, jsonReply } from '../../nodes/index.js';
import type { MediaClient } from './media-client.js';

/** Marks an answer whose bytes may be kept. */
export const IMMUTABLE_HEADER = 'x-immutable';

export interface MediaFaceOptions {
  media: MediaClient;
  secret: string;
  onError(error: unknown): void;
}

/** The inner face of a media node. */
export class MediaFace extends InnerFace {
  constructor({ media, secret, onError }: MediaFaceOptions) {
    super({ secret, onError, answer: (question) => answer(media, question) });
  }
}

const answer = async (
  media: MediaClient,
  { what, about: [id = '', file = ''], query, signal, text }: InnerQuestion,
): Promise<InnerReply> => {
  switch (what) {
    case 'GET hls': {
      const { status, contentType, body, isImmutable } = await media.hls(Number(id), file, query, signal);
      return {
        status,
        headers: { 'content-type': contentType, ...(isImmutable && { [IMMUTABLE_HEADER]: '1' }) },
        body,
      };
    }
    case 'POST whip':
      return jsonReply(await media.publish(JSON.parse(await text())));
    case 'POST whep':
      return jsonReply(await media.play(Number(id), await text()));
    case 'PATCH webrtc':
      await media.addCandidates(id, await text());
      return jsonReply({});
    case 'DELETE webrtc':
      await media.endWebRtc(id);
      return jsonReply({});
    case 'GET snapshot': {
      const image = await media.snapshot(Number(id));
      return { status: image ? 200 : 204, headers: { 'content-type': 'image/jpeg' }, body: image ?? '' };
    }
    case 'GET status':
      return jsonReply(await media.status(Number(id)));
    default:
      throw new DomainError('route.not_found');
  }
};
