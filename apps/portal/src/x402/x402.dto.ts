import { Dictionary, Flag, Integer, ListOf, Nested, Text, TextList } from '../boundary/fields.js';

/** Of base64 within a body that is no longer itself. */
const MAX_TEXT = 65_536;

export class PaymentRequirements {
  @Text({ max: 64 }) scheme: string;
  @Text({ max: 64 }) network: string;
  @Text({ max: 512, description: 'Coin type.' }) asset: string;
  @Text({ max: 78, description: 'Atomic units, decimal.' }) amount: string;
  @Text({ max: 128 }) payTo: string;
  @Integer({ optional: true, description: 'Seconds.' }) maxTimeoutSeconds?: number;
  @Dictionary({ optional: true, nullable: true }) extra?: Record<string, unknown> | null;
}

export class PaymentPayload {
  @Integer() x402Version: number;
  @Dictionary({ optional: true, description: '`signature` and `transaction`, both Base64.' })
  payload?: Record<string, unknown>;
  @Nested(PaymentRequirements, { optional: true }) accepted?: PaymentRequirements;
  @Dictionary({ optional: true, nullable: true }) resource?: Record<string, unknown> | null;
  @Dictionary({ optional: true, nullable: true }) extensions?: Record<string, unknown> | null;
}

export class PaymentRequest {
  @Nested(PaymentPayload, { optional: true }) paymentPayload?: PaymentPayload;
  @Text({ max: MAX_TEXT, optional: true, description: 'The payload as Base64 of its JSON, as headers carry it.' })
  paymentHeader?: string;
  @Nested(PaymentRequirements) paymentRequirements: PaymentRequirements;
}

export class VerifyReply {
  @Flag() isValid: boolean;
  @Text({ max: 64, optional: true }) invalidReason?: string;
  @Text({ max: 1000, optional: true }) invalidMessage?: string;
  @Text({ max: 66, optional: true }) payer?: string;
}

export class SettleReply {
  @Flag() success: boolean;
  @Text({ max: 64, optional: true }) errorReason?: string;
  @Text({ max: 1000, optional: true }) errorMessage?: string;
  @Text({ max: 66, optional: true }) payer?: string;
  @Text({ max: 64, description: 'Digest in Base58; empty when there is none.' }) transaction: string;
  @Text({ max: 64 }) network: string;
}

class SupportedKind {
  @Integer() x402Version: number;
  @Text({ max: 64 }) scheme: string;
  @Text({ max: 64 }) network: string;
  @Dictionary() extra: Record<string, unknown>;
}

export class SupportedReply {
  @ListOf(SupportedKind) kinds: SupportedKind[];
  @TextList({ maxItems: 0 }) extensions: string[];
  @Dictionary() signers: Record<string, string[]>;
}
