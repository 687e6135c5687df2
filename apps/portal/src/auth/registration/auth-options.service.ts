import { Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { SettingsService } from '../../settings/index.js';
import type { AuthOptionsReply } from './registration.dto.js';
import { SetupService } from './setup.service.js';

@Injectable()
export class AuthOptionsService {
  constructor(
    private readonly config: PortalConfig,
    private readonly settings: SettingsService,
    private readonly setups: SetupService,
  ) {}

  async read(): Promise<AuthOptionsReply> {
    const hasProvider = this.config.get('OIDC_ISSUER') !== undefined;
    return {
      setup_required: await this.setups.isRequired(),
      registration_open: this.settings.current.registration_open,
      passkeys: true,
      oidc: hasProvider ? { name: this.config.get('OIDC_NAME'), login_url: '/api/auth/oidc/login' } : null,
    };
  }
}
