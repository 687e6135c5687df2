import type { IncomingHttpHeaders } from 'node:http';
import { DomainError } from '#libs/contracts';
import { parseFields } from '../boundary/validation.pipe.js';
import { PaymentPayload, type PaymentRequest, type PaymentRequirements } from './x402.dto.js';

/** A payment as it was made, and what it has to be. */
export interface Payment {
  payload: PaymentPayload;
  requirements: PaymentRequirements;
}

/**
 * The payload comes as an object, as Base64 in the body, or in the header that paid requests carry (`PAYMENT-SIGNATURE`,
 * `X-PAYMENT` before).
 * @throws DomainError request.invalid
 */
export const readPayment = (
  { paymentPayload, paymentHeader, paymentRequirements }: PaymentRequest,
  headers: IncomingHttpHeaders,
): Payment => {
  const encoded = paymentHeader ?? headers['payment-signature'] ?? headers['x-payment'];
  const payload = paymentPayload ?? (typeof encoded === 'string' ? decoded(encoded) : undefined);
  if (!payload) throw new DomainError('request.invalid', { text: 'paymentPayload: is missing' });
  return { payload, requirements: paymentRequirements };
};

const decoded = (encoded: string): PaymentPayload => {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(encoded, 'base64').toString());
  } catch (cause) {
    throw new DomainError('request.invalid', { text: 'The payment header is no Base64 of JSON.', cause });
  }
  return parseFields(PaymentPayload, json, 'paymentPayload.');
};
