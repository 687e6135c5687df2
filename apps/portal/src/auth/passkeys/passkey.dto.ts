import { LIMITS } from '#libs/contracts';
import { Dictionary, Flag, Id, Integer, ListOf, Moment, Text, TextList } from '../../boundary/fields.js';

const MAX_ID_CHARS = 64;
const MAX_CREDENTIAL_ID_CHARS = 1400;

export class PasskeyReply {
  @Id() id: number;
  @Text({ max: LIMITS.keyName }) name: string;
  @Moment() created_at: string;
  @Moment({ nullable: true }) last_used_at: string | null;
  @Flag({ description: 'Whether it is synchronised by its provider.' }) backed_up: boolean;
}

export class PasskeyListReply {
  @ListOf(PasskeyReply) passkeys: PasskeyReply[];
}

export class RenamePasskey {
  @Text({ min: 1, max: LIMITS.keyName }) name: string;
}

class PublicKeyParameter {
  @Text({ max: 16 }) type: string;
  @Integer({ min: -65_535 }) alg: number;
}

class KnownCredential {
  @Text({ max: MAX_CREDENTIAL_ID_CHARS }) id: string;
  @Text({ max: 16 }) type: string;
  @TextList({ maxItems: 16, optional: true }) transports?: string[];
}

/** PublicKeyCredentialCreationOptionsJSON (WebAuthn Level 3 §5.1.10) and the id of the challenge. */
export class PasskeyCreationOptions {
  @Text({ max: MAX_ID_CHARS, description: 'Goes back with the response.' }) challenge_id: string;
  @Text({ max: 128 }) challenge: string;
  @Dictionary() rp: object;
  @Dictionary() user: object;
  @ListOf(PublicKeyParameter) pubKeyCredParams: PublicKeyParameter[];
  @Integer() timeout: number;
  @ListOf(KnownCredential) excludeCredentials: KnownCredential[];
  @Dictionary() authenticatorSelection: object;
  @Text({ max: 16 }) attestation: string;
}

/** PublicKeyCredentialRequestOptionsJSON (WebAuthn Level 3 §5.1.10) and the id of the challenge. */
export class PasskeyRequestOptions {
  @Text({ max: MAX_ID_CHARS, description: 'Goes back with the response.' }) challenge_id: string;
  @Text({ max: 128 }) challenge: string;
  @Integer() timeout: number;
  @Text({ max: 255 }) rpId: string;
  @Text({ max: 16 }) userVerification: string;
}

export class PasskeyResponse {
  @Text({ min: 1, max: MAX_ID_CHARS }) challenge_id: string;
  @Dictionary({ description: 'What the browser answered, as JSON.' }) response: Record<string, unknown>;
}

export class RegisterPasskey extends PasskeyResponse {
  @Text({ min: 1, max: LIMITS.keyName, optional: true, default: 'Passkey' }) name?: string;
}
