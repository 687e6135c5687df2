import { Transform, type TransformFnParams } from 'class-transformer';
import { Flag, Text } from '../boundary/fields.js';

export class RelayAdminLogin {
  /** One that is missing is a wrong one, not a wrong form. */
  @Text({ max: 4096, description: 'ADMIN_TOKEN of the configuration.' })
  @Transform(({ value }: TransformFnParams): unknown => value ?? '')
  token = '';
}

export class RelayAdminToken {
  @Text({ max: 64, description: 'Bearer token, for twelve hours.' }) access_token: string;
}

export class RelayAdminStatus {
  @Flag() authenticated: boolean;
}
