import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { DomainError } from '#libs/contracts';
import { accessTokenOf, RELAY_PATHS } from '#libs/relay-protocol';
import { InnerFace, type InnerQuestion, type InnerReply, jsonReply } from '../nodes/index.js';
import type { LeaseStats, NewsSubject } from '../relay-nodes/index.js';
import type { ConnectOffer } from './engine/reverse-connect.js';

export interface RelayFaceOptions {
  bindPorts(identityKey: string): Promise<void>;
  catchUp(subject: NewsSubject): Promise<void>;
  stats(): LeaseStats[];
  connect(stream: Duplex, offer: ConnectOffer): void;
  /** `/v1/sign`. */
  sign(request: IncomingMessage, response: ServerResponse): void;
  secret: string;
  onError(error: unknown): void;
}

/** The inner face of a relay. */
export class RelayFace extends InnerFace {
  constructor(options: RelayFaceOptions) {
    const { secret, onError, sign, connect } = options;
    super({
      secret,
      onError,
      answer: (question) => answer(options, question),
      roads: { [RELAY_PATHS.sign]: sign },
      takeStream: (stream, headers) => connect(stream, offerOf(headers)),
    });
  }
}

const answer = async (
  { bindPorts, catchUp, stats }: RelayFaceOptions,
  { what, about: [about = ''] }: InnerQuestion,
): Promise<InnerReply> => {
  switch (what) {
    case 'GET stats':
      return jsonReply(stats());
    case 'POST ports':
      await bindPorts(about);
      return jsonReply({});
    case 'POST news':
      await catchUp(about === 'policy' ? 'policy' : 'leases');
      return jsonReply({});
    default:
      throw new DomainError('route.not_found');
  }
};

const offerOf = (headers: IncomingHttpHeaders): ConnectOffer => ({
  accessToken: accessTokenOf(headers),
  address: String(headers['x-client-address'] ?? ''),
  version: '1.1',
  isUpgrade: headers['x-client-upgrade'] === 'true',
});
