import { DomainError } from '#libs/contracts';
import { ProtocolError } from '#libs/relay-protocol';

/** @throws DomainError request.invalid, lease.unauthorized — what the rules of the protocol refuse in `work` */
export const byProtocol = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    if (error.code === 'unauthorized') throw new DomainError('lease.unauthorized', { cause: error });
    throw new DomainError('request.invalid', { text: `${error.message}.`, cause: error });
  }
};
