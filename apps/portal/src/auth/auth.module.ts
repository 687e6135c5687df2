import { Module } from '@nestjs/common';
import { PolicyModule } from '../policy/index.js';
import { UsersModule } from '../users/index.js';
import { Authenticator } from './authenticator.js';
import { CredentialRows } from './credential-rows.js';
import { SessionToken } from './session-token.js';

@Module({
  imports: [PolicyModule, UsersModule],
  providers: [Authenticator, CredentialRows, SessionToken],
  exports: [Authenticator],
})
export class AuthModule {}
