import { Global, Injectable, Module } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { ApiAddress, RelayModule } from '../relay/index.js';
import { Installation } from './installation.js';

@Injectable()
class ConfiguredApi extends ApiAddress {
  constructor(
    private readonly config: PortalConfig,
    private readonly installation: Installation,
  ) {
    super();
  }

  url(): URL {
    const port = this.installation.listeningPort ?? this.config.get('PORTAL_PORT');
    return this.config.get('RELAY_API_URL') ?? new URL(`http://127.0.0.1:${port}`);
  }
}

/** The data plane of tunnels. */
@Global()
@Module({
  imports: [RelayModule],
  providers: [{ provide: ApiAddress, useClass: ConfiguredApi }],
  exports: [ApiAddress],
})
export class RelayRole {}
