import { Flag, Integer, Text, TextList } from '../../boundary/fields.js';

const MAX_CODE_CHARS = 32;

export class TwoFactorStatusReply {
  @Flag() enabled: boolean;
  @Integer() backup_codes_remaining: number;
}

export class TwoFactorSetupReply {
  @Text({ max: 64, description: 'Base32.' }) secret: string;
  @Text({ max: 512, description: 'For a QR code.' }) provisioning_uri: string;
}

export class TotpCodeBody {
  @Text({ min: 1, max: MAX_CODE_CHARS, description: '6-digit code of the authenticator app.' }) code: string;
}

export class SecondFactorBody {
  @Text({ min: 1, max: MAX_CODE_CHARS, description: '6-digit code of the authenticator app, or a backup code.' })
  code: string;
}

export class TwoFactorEnabledReply {
  @Flag() enabled: boolean;
  @TextList({ maxItems: 10, description: 'Each is good once. Returned this once.' }) backup_codes: string[];
}

export class BackupCodesReply {
  @TextList({ maxItems: 10, description: 'Each is good once. Returned this once.' }) backup_codes: string[];
}

export class TwoFactorDisabledReply {
  @Flag() enabled: boolean;
}
