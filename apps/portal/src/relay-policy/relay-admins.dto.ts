import { Flag, Text } from '../boundary/fields.js';

export class RelayAdminLogin {
  @Text({ max: 4096, description: 'ADMIN_TOKEN of the configuration.' }) token: string;
}

export class RelayAdminToken {
  @Text({ max: 64, description: 'Bearer token, for twelve hours.' }) access_token: string;
}

export class RelayAdminStatus {
  @Flag() authenticated: boolean;
}
