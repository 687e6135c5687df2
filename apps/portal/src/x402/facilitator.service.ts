import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import { SUI_NETWORK } from './network.provider.js';
import { SCHEME, type SuiNetwork, TRANSFER_METHOD } from './networks.js';
import type { Payment } from './payment-request.js';
import { requirementsHashOf, Settlements } from './settlements.js';
import { type SuiOutcome, SuiRefusal, SuiRpc } from './sui-rpc.js';
import { isRefusal, type Refusal, type SignedPayment, Verification } from './verification.js';
import type { SettleReply, SupportedReply, VerifyReply } from './x402.dto.js';

/** Verifies payments and hands them to the chain. It holds no key and pays nothing. */
@Injectable()
export class Facilitator {
  constructor(
    @Inject(SUI_NETWORK) private readonly network: SuiNetwork,
    private readonly verification: Verification,
    private readonly settlements: Settlements,
    private readonly rpc: SuiRpc,
  ) {}

  supported(): SupportedReply {
    const { network, id, name, asset } = this.network;
    const extra = { assetTransferMethod: TRANSFER_METHOD, assets: [asset], networkId: id, networkName: name };
    return { kinds: [{ x402Version: 2, scheme: SCHEME, network, extra }], extensions: [], signers: {} };
  }

  /** @throws DomainError server.unavailable */
  async verify(payment: Payment): Promise<VerifyReply> {
    const signed = this.verification.check(payment);
    if (isRefusal(signed)) return invalid(signed);
    const known = await this.settlements.find(signed.transaction.digest);
    const refusal = known?.state === 'settled' ? alreadyUsed(signed) : await this.verification.simulate(signed);
    return refusal ? invalid(refusal) : { isValid: true, payer: signed.payer };
  }

  /**
   * Settling again for the same requirements answers the same; for others it is refused.
   * @throws DomainError server.unavailable
   */
  async settle(payment: Payment): Promise<SettleReply> {
    const { requirements } = payment;
    const signed = this.verification.check(payment);
    if (isRefusal(signed)) return failed(signed, requirements.network);
    const { digest } = signed.transaction;
    const known = await this.settlements.find(digest);
    const hash = requirementsHashOf(requirements, signed);
    if (!known || known.state === 'failed') {
      const refusal = await this.verification.simulate(signed);
      if (refusal) return failed(refusal, requirements.network);
    } else if (known.requirementsHash !== hash) {
      return failed(alreadyUsed(signed), requirements.network);
    }
    const claim = await this.settlements.claim(signed, hash);
    if (claim === 'used') return failed(alreadyUsed(signed), requirements.network);
    const refusal = claim === 'claimed' ? await this.carryOut(signed) : undefined;
    if (refusal) return failed(refusal, requirements.network, digest);
    return { success: true, payer: signed.payer, transaction: digest, network: requirements.network };
  }

  private async carryOut(signed: SignedPayment): Promise<Refusal | undefined> {
    const { digest } = signed.transaction;
    try {
      const outcome = await this.execute(signed);
      const refusal = outcome.isSuccess
        ? this.verification.checkReceipt(signed, outcome)
        : ({ reason: 'transaction_failed', message: outcome.error, payer: signed.payer } as const);
      await this.settlements.finish(digest, refusal ? 'failed' : 'settled');
      return refusal;
    } catch (error) {
      // Whether it was carried out is open: nobody else may have it, and the next to ask looks it up.
      if (error instanceof DomainError) await this.settlements.finish(digest, 'unknown');
      throw error;
    }
  }

  /** What was carried out before is refused by the chain, so it is looked up. */
  private async execute({ bytes, signature, transaction }: SignedPayment): Promise<SuiOutcome> {
    try {
      return await this.rpc.execute(bytes, signature);
    } catch (error) {
      if (!(error instanceof SuiRefusal)) throw error;
      const earlier = await this.rpc.find(transaction.digest);
      return earlier ?? { isSuccess: false, error: error.message, balanceChanges: [] };
    }
  }
}

const alreadyUsed = ({ payer }: SignedPayment): Refusal => ({
  reason: 'invalid_transaction',
  message: 'This payment was used already.',
  payer,
});

const invalid = ({ reason, message, payer }: Refusal): VerifyReply => ({
  isValid: false,
  invalidReason: reason,
  invalidMessage: message,
  ...(payer !== undefined && { payer }),
});

const failed = ({ reason, message, payer }: Refusal, network: string, transaction = ''): SettleReply => ({
  success: false,
  errorReason: reason,
  errorMessage: message,
  ...(payer !== undefined && { payer }),
  transaction,
  network,
});
