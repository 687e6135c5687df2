import { LIMITS } from '#libs/contracts';
import { Integer, Moment, Text } from '../boundary/fields.js';

const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}$/;

export class TrustHostKey {
  @Text({
    min: 50,
    max: 50,
    pattern: FINGERPRINT,
    hint: 'must be a SHA256 fingerprint as ssh-keygen prints it',
    description: 'As `ssh-keygen -lf` prints it. Replaces an older pin of the address.',
    example: 'SHA256:uNiVztksCsDhcc0u9e8BrrJXVGDaU6hnmbyR9wpGWGs',
  })
  fingerprint: string;
}

export class HostKeyReply {
  @Text({ max: LIMITS.host })
  host: string;

  @Integer()
  port: number;

  @Text({ max: 64, nullable: true, description: 'Null while only the fingerprint is known.' })
  algorithm: string | null;

  @Text({ max: 64 })
  fingerprint: string;

  @Moment()
  pinned_at: Date;
}
