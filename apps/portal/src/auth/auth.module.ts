import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PolicyModule } from '../policy/index.js';
import { UsersModule } from '../users/index.js';
import { ApiKey } from './api-key.entity.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { ApiKeysService } from './api-keys/api-keys.service.js';
import { Authenticator } from './authenticator.js';
import { CredentialRows } from './credential-rows.js';
import { Challenges } from './challenges.js';
import { ExternalIdentity } from './external-identity.entity.js';
import { IdentitiesController } from './oidc/identities.controller.js';
import { IdentitiesService } from './oidc/identities.service.js';
import { OidcClient } from './oidc/oidc-client.js';
import { OidcController } from './oidc/oidc.controller.js';
import { OidcCookie } from './oidc/oidc-cookie.js';
import { OidcService } from './oidc/oidc.service.js';
import { Passkey } from './passkey.entity.js';
import { PasskeySignInController } from './passkeys/passkey-sign-in.controller.js';
import { PasskeySignInService } from './passkeys/passkey-sign-in.service.js';
import { PasskeysController } from './passkeys/passkeys.controller.js';
import { PasskeysService } from './passkeys/passkeys.service.js';
import { PublicOrigin } from './public-origin.js';
import { AuthOptionsService } from './registration/auth-options.service.js';
import { InviteCodeService } from './registration/invite-code.service.js';
import { RegistrationController } from './registration/registration.controller.js';
import { RegistrationService } from './registration/registration.service.js';
import { SetupService } from './registration/setup.service.js';
import { Session } from './session.entity.js';
import { SessionToken } from './session-token.js';
import { KnownDevices } from './sign-in/known-devices.js';
import { PasswordController } from './sign-in/password.controller.js';
import { PasswordService } from './sign-in/password.service.js';
import { Passwords } from './sign-in/passwords.js';
import { SessionCookies } from './sign-in/session-cookies.js';
import { SessionsService } from './sign-in/sessions.service.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { TokenController } from './sign-in/token.controller.js';
import { WsTicketsService } from './sign-in/ws-tickets.service.js';
import { SecondFactor } from './two-factor/second-factor.js';
import { TwoFactorController } from './two-factor/two-factor.controller.js';
import { TwoFactorService } from './two-factor/two-factor.service.js';
import { WsTicket } from './ws-ticket.entity.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([ApiKey, ExternalIdentity, Passkey, Session, WsTicket]),
    PolicyModule,
    UsersModule,
  ],
  controllers: [
    TokenController,
    PasswordController,
    ApiKeysController,
    TwoFactorController,
    RegistrationController,
    PasskeysController,
    PasskeySignInController,
    OidcController,
    IdentitiesController,
  ],
  providers: [
    ApiKeysService,
    Authenticator,
    AuthOptionsService,
    Challenges,
    CredentialRows,
    IdentitiesService,
    InviteCodeService,
    KnownDevices,
    Passwords,
    OidcClient,
    OidcCookie,
    OidcService,
    PasskeySignInService,
    PasskeysService,
    PasswordService,
    PublicOrigin,
    RegistrationService,
    SecondFactor,
    SessionCookies,
    SessionsService,
    SessionToken,
    SetupService,
    SignInService,
    TwoFactorService,
    WsTicketsService,
  ],
  exports: [
    Authenticator,
    InviteCodeService,
    PasswordService,
    PublicOrigin,
    SessionsService,
    SetupService,
    TwoFactorService,
  ],
})
export class AuthModule {}
