import { Flag, Id, Nested, Text } from '../../boundary/fields.js';
import { Username } from '../../users/index.js';
import { NewPassword } from '../sign-in/passwords.js';

const MAX_CODE_CHARS = 64;

export class RegisterBody {
  @Username() username: string;
  @NewPassword() password: string;
  @Text({ min: 1, max: MAX_CODE_CHARS, description: "The day's invite code; administrators see it." })
  invite_code: string;
}

export class RegisterReply {
  @Id() id: number;
  @Text({ max: 32 }) username: string;
  @Text({ max: 100 }) message: string;
}

export class SetupBody {
  @Text({ min: 1, max: MAX_CODE_CHARS, description: 'Printed where the portal was started.' }) setup_code: string;
  @Username() username: string;
  @NewPassword() password: string;
  @Flag({ optional: true, description: 'Lets connections of users reach private networks.' })
  allow_private_connections?: boolean;
}

export class OidcOption {
  @Text({ max: 255, description: 'Label of the button.' }) name: string;
  @Text({ max: 255 }) login_url: string;
}

/** How one can get in here, for the pages shown before anybody is signed in. */
export class AuthOptionsReply {
  @Flag({ description: 'No account exists yet: POST /api/setup makes the first one.' }) setup_required: boolean;
  @Flag() registration_open: boolean;
  @Flag() passkeys: boolean;
  @Nested(OidcOption, { nullable: true }) oidc: OidcOption | null;
}
