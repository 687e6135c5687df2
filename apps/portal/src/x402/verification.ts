import { Inject, Injectable } from '@nestjs/common';
import { SUI_NETWORK } from './network.provider.js';
import { MIN_AMOUNT, SCHEME, type SuiNetwork } from './networks.js';
import type { Payment } from './payment-request.js';
import { normalizeCoinType, normalizeSuiAddress } from './sui-address.js';
import { type SuiOutcome, SuiRpc } from './sui-rpc.js';
import { verifySuiSignature } from './sui-signature.js';
import { readTransaction, type Transaction, type TransactionCommand } from './transaction-data.js';

export type InvalidReason =
  | 'invalid_payload_format'
  | 'invalid_signature'
  | 'incompatible_payload_scheme'
  | 'network_mismatch'
  | 'token_mismatch'
  | 'amount_mismatch'
  | 'recipient_mismatch'
  | 'invalid_token'
  | 'transaction_failed'
  | 'invalid_transaction';

export interface Refusal {
  reason: InvalidReason;
  message: string;
  payer?: string;
}

/** A payment whose signature and terms are right. What the chain says of it is another matter. */
export interface SignedPayment {
  payer: string;
  transaction: Transaction;
  /** As they go to the chain, Base64. */
  bytes: string;
  signature: string;
  asset: string;
  payTo: string;
  amount: bigint;
}

/** Of package 0x2: what moves money between balances of addresses. */
const ALLOWED_CALLS = new Set([
  'balance::send_funds',
  'balance::redeem_funds',
  'balance::withdrawal_split',
  'coin::send_funds',
  'coin::into_balance',
]);
const FRAMEWORK = normalizeSuiAddress('0x2')!;

const refused = (reason: InvalidReason, message: string, payer?: string): Refusal => ({
  reason,
  message,
  ...(payer !== undefined && { payer }),
});

export const isRefusal = (verdict: object): verdict is Refusal => 'reason' in verdict;

/** What makes a payment one. The first thing wrong is the one that is told. */
@Injectable()
export class Verification {
  constructor(
    @Inject(SUI_NETWORK) private readonly network: SuiNetwork,
    private readonly rpc: SuiRpc,
  ) {}

  /** All that can be said without the chain. */
  check(payment: Payment): SignedPayment | Refusal {
    const { signature, transaction } = payment.payload.payload ?? {};
    const signed = decodeBase64(signature);
    const bytes = decodeBase64(transaction);
    if (!signed || !bytes) return refused('invalid_payload_format', 'signature and transaction must be Base64.');
    const verdict = verifySuiSignature(signed, bytes);
    if (!verdict.isValid) return refused('invalid_signature', verdict.message);
    const read = readTransaction(bytes);
    if (!read) return refused('invalid_payload_format', 'The transaction is no TransactionData of version 1.');
    const payer = verdict.signer;
    if (read.sender !== payer)
      return refused('invalid_signature', `The signer is not the sender ${read.sender}.`, payer);
    const terms = this.checkTerms(payment);
    if (isRefusal(terms)) return { ...terms, payer };
    return {
      payer,
      transaction: read,
      bytes: bytes.toString('base64'),
      signature: signed.toString('base64'),
      ...terms,
    };
  }

  /** Undefined when the chain would carry out what was asked for, and nothing else. */
  async simulate(payment: SignedPayment): Promise<Refusal | undefined> {
    const { payer, transaction, bytes } = payment;
    const outcome = await this.rpc.simulate(bytes);
    if (!outcome.isSuccess) return refused('transaction_failed', outcome.error, payer);
    const fault = shapeFaultOf(transaction, payment.asset);
    if (fault !== undefined) return refused('invalid_transaction', fault, payer);
    return this.checkReceipt(payment, outcome);
  }

  /** Undefined when the recipient got exactly the amount. */
  checkReceipt({ payer, payTo, asset, amount }: SignedPayment, { balanceChanges }: SuiOutcome): Refusal | undefined {
    const received = balanceChanges
      .filter(({ owner, coinType }) => owner === payTo && coinType === asset)
      .reduce((sum, change) => sum + change.amount, 0n);
    if (received === amount) return undefined;
    return refused('amount_mismatch', `The recipient gets ${received} instead of ${amount}.`, payer);
  }

  private checkTerms({ payload, requirements }: Payment): Pick<SignedPayment, 'asset' | 'payTo' | 'amount'> | Refusal {
    const { x402Version, accepted } = payload;
    if (x402Version !== 2) return refused('invalid_payload_format', 'Only version 2 of x402 is spoken here.');
    if (!accepted) return refused('invalid_payload_format', 'accepted is missing.');
    if (accepted.scheme !== SCHEME || requirements.scheme !== SCHEME)
      return refused('incompatible_payload_scheme', `The scheme must be ${SCHEME}.`);
    const { network, asset } = this.network;
    if (accepted.network !== network || requirements.network !== network)
      return refused('network_mismatch', `The network must be ${network}.`);
    if (accepted.asset.toLowerCase() !== requirements.asset.toLowerCase())
      return refused('token_mismatch', 'The accepted asset is not the required one.');
    if (accepted.amount !== requirements.amount)
      return refused('amount_mismatch', 'The accepted amount is not the required one.');
    const payTo = normalizeSuiAddress(requirements.payTo);
    if (payTo === undefined || normalizeSuiAddress(accepted.payTo) !== payTo)
      return refused('recipient_mismatch', 'The accepted recipient is not the required one.');
    if (normalizeCoinType(requirements.asset)?.toLowerCase() !== asset.toLowerCase())
      return refused('invalid_token', `The asset must be ${asset}.`);
    const amount = /^\d{1,20}$/.test(requirements.amount) ? BigInt(requirements.amount) : 0n;
    if (amount < MIN_AMOUNT) return refused('amount_mismatch', `The amount must be ${MIN_AMOUNT} or more.`);
    return { asset, payTo, amount };
  }
}

/** Why a transaction is no transfer of this asset without gas. */
const shapeFaultOf = ({ gas, commands }: Transaction, asset: string): string | undefined => {
  if (gas.objects > 0 || gas.price !== 0n || gas.budget !== 0n) return 'The transaction is not gasless.';
  if (!commands.some(({ kind }) => kind === 'MoveCall')) return 'The transaction calls nothing.';
  return commands.map((command) => commandFaultOf(command, asset)).find((fault) => fault !== undefined);
};

const commandFaultOf = (command: TransactionCommand, asset: string): string | undefined => {
  if (command.kind === 'SplitCoins' || command.kind === 'MergeCoins') return undefined;
  if (command.kind !== 'MoveCall') return `The command ${command.kind} is not allowed.`;
  const name = `${command.module}::${command.function}`;
  if (command.package !== FRAMEWORK || !ALLOWED_CALLS.has(name))
    return `The call of ${name} is not allowed.`.slice(0, 200);
  const { typeArguments } = command;
  if (typeArguments.length === 0 || typeArguments.some((type) => type !== asset))
    return `The call of ${name} is about another asset.`;
  return undefined;
};

const decodeBase64 = (text: unknown): Buffer | undefined => {
  if (typeof text !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
};
