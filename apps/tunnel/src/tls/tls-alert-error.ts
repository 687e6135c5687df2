/** Alert descriptions (RFC 8446 §6) this server sends or tells apart. */
export const ALERT = {
  close_notify: 0,
  unexpected_message: 10,
  bad_record_mac: 20,
  record_overflow: 22,
  handshake_failure: 40,
  bad_certificate: 42,
  certificate_expired: 45,
  certificate_unknown: 46,
  illegal_parameter: 47,
  unknown_ca: 48,
  decode_error: 50,
  decrypt_error: 51,
  protocol_version: 70,
  internal_error: 80,
  user_canceled: 90,
  missing_extension: 109,
  no_application_protocol: 120,
} as const;

export type AlertName = keyof typeof ALERT;

const NAMES = new Map<number, string>(Object.entries(ALERT).map(([name, code]) => [code, name]));

/** A fault found here: the peer is told `alert`, fatal, and the connection ends. */
export class TlsAlertError extends Error {
  override readonly name = 'TlsAlertError';

  constructor(
    readonly alert: AlertName,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`${message} (${alert})`, options);
  }
}

/** The peer's fatal alert; nothing is answered to it. */
export class PeerAlertError extends Error {
  override readonly name = 'PeerAlertError';

  constructor(readonly code: number) {
    super(`The peer ended the connection with the alert ${NAMES.get(code) ?? code}.`);
  }
}
