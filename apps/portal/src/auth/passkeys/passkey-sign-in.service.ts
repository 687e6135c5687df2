import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { Repository } from 'typeorm';
import { DomainError } from '#libs/contracts';
import type { ClientInfo } from '../../boundary/access.js';
import { AccountsService } from '../../users/index.js';
import { Challenges } from '../challenges.js';
import { Passkey } from '../passkey.entity.js';
import { type SignedIn, SignInService } from '../sign-in/sign-in.service.js';
import type { PasskeyRequestOptions, PasskeyResponse } from './passkey.dto.js';
import type { RelyingParty } from './relying-party.js';
import { webauthn } from './webauthn.js';

interface SignInChallenge {
  challenge: string;
  party: RelyingParty;
}

/** Signing in with a passkey alone: nobody says who they are, the authenticator does. */
@Injectable()
export class PasskeySignInService {
  constructor(
    @InjectRepository(Passkey) private readonly passkeys: Repository<Passkey>,
    private readonly challenges: Challenges,
    private readonly accounts: AccountsService,
    private readonly signIns: SignInService,
  ) {}

  async options(party: RelyingParty): Promise<PasskeyRequestOptions> {
    const options = await (
      await webauthn()
    ).generateAuthenticationOptions({ rpID: party.id, userVerification: 'required' });
    const challenge: SignInChallenge = { challenge: options.challenge, party };
    const challenge_id = await this.challenges.keep('passkey.sign-in', challenge);
    return { ...options, challenge_id } as PasskeyRequestOptions;
  }

  /** @throws DomainError passkey.invalid, account.disabled */
  async verify({ challenge_id, response }: PasskeyResponse, client: ClientInfo): Promise<SignedIn> {
    const challenge = await this.challenges.take<SignInChallenge>('passkey.sign-in', challenge_id);
    const credentialId = typeof response['id'] === 'string' ? response['id'] : '';
    const passkey = await this.passkeys.findOneBy({ credentialId });
    if (!challenge || !passkey) throw new DomainError('passkey.invalid');
    await this.use(passkey, response, challenge);
    return this.signIns.admit(await this.accounts.get(passkey.userId), client, 'passkey');
  }

  private async use(passkey: Passkey, response: object, { challenge, party }: SignInChallenge): Promise<void> {
    const { verified, authenticationInfo } = await (
      await webauthn()
    )
      .verifyAuthenticationResponse({
        response: response as AuthenticationResponseJSON,
        expectedChallenge: challenge,
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        requireUserVerification: true,
        credential: {
          id: passkey.credentialId,
          publicKey: new Uint8Array(passkey.publicKey),
          counter: Number(passkey.counter),
          transports: passkey.transports,
        },
      })
      .catch((cause: unknown) => {
        throw new DomainError('passkey.invalid', { cause });
      });
    if (!verified) throw new DomainError('passkey.invalid');
    await this.passkeys.update(
      { id: passkey.id },
      {
        counter: String(authenticationInfo.newCounter),
        backedUp: authenticationInfo.credentialBackedUp,
        lastUsedAt: new Date(),
      },
    );
  }
}
