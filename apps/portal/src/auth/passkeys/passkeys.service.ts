import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { RegistrationResponseJSON, VerifiedRegistrationResponse } from '@simplewebauthn/server';
import { Repository } from 'typeorm';
import { DomainError, invalidFields, LIMITS } from '#libs/contracts';
import { hmac, Keyring } from '#libs/crypto';
import { Challenges } from '../challenges.js';
import { Passkey } from '../passkey.entity.js';
import type { Principal } from '../principal.js';
import type { PasskeyCreationOptions, PasskeyListReply, PasskeyReply, RegisterPasskey } from './passkey.dto.js';
import { RELYING_PARTY_NAME, type RelyingParty } from './relying-party.js';
import { webauthn } from './webauthn.js';

interface RegistrationChallenge {
  challenge: string;
  party: RelyingParty;
}

/** The passkeys of an account. They verify the person (PIN, fingerprint, face), so one replaces password and second factor. */
@Injectable()
export class PasskeysService {
  private readonly handleKey: Buffer;

  constructor(
    @InjectRepository(Passkey) private readonly passkeys: Repository<Passkey>,
    private readonly challenges: Challenges,
    keyring: Keyring,
  ) {
    this.handleKey = keyring.derive('passkey-user');
  }

  async list(userId: number): Promise<PasskeyListReply> {
    const rows = await this.passkeys.find({ where: { userId }, order: { id: 'ASC' } });
    return { passkeys: rows.map(present) };
  }

  async options({ userId, username }: Principal, party: RelyingParty): Promise<PasskeyCreationOptions> {
    const known = await this.passkeys.findBy({ userId });
    const options = await (
      await webauthn()
    ).generateRegistrationOptions({
      rpName: RELYING_PARTY_NAME,
      rpID: party.id,
      userName: username,
      userID: new Uint8Array(hmac(this.handleKey, String(userId))),
      attestationType: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    });
    const challenge: RegistrationChallenge = { challenge: options.challenge, party };
    const challenge_id = await this.challenges.keep('passkey.register', challenge, userId);
    return { ...options, challenge_id } as PasskeyCreationOptions;
  }

  /** @throws DomainError request.invalid — not an answer to a challenge of this account; passkey.limit */
  async register(userId: number, { challenge_id, response, name = 'Passkey' }: RegisterPasskey): Promise<PasskeyReply> {
    const challenge = await this.challenges.take<RegistrationChallenge>('passkey.register', challenge_id, userId);
    if (!challenge) throw unverified('challenge_id');
    const { credential, credentialBackedUp } = await verified(response, challenge);
    return this.passkeys.manager.transaction(async (tx) => {
      await tx.query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
      if ((await tx.countBy(Passkey, { userId })) >= LIMITS.passkeysPerUser) throw new DomainError('passkey.limit');
      if (await tx.existsBy(Passkey, { credentialId: credential.id })) throw unverified('response');
      const { id } = await tx.save(Passkey, {
        userId,
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey),
        counter: String(credential.counter),
        transports: credential.transports ?? [],
        name,
        backedUp: credentialBackedUp,
      });
      return present(await tx.findOneByOrFail(Passkey, { id }));
    });
  }

  /** @throws DomainError passkey.not_found */
  async rename(userId: number, id: number, name: string): Promise<PasskeyReply> {
    const { affected } = await this.passkeys.update({ id, userId }, { name });
    if (!affected) throw new DomainError('passkey.not_found');
    return present(await this.passkeys.findOneByOrFail({ id, userId }));
  }

  /** @throws DomainError passkey.not_found */
  async remove(userId: number, id: number): Promise<void> {
    const { affected } = await this.passkeys.delete({ id, userId });
    if (!affected) throw new DomainError('passkey.not_found');
  }
}

type Registration = NonNullable<VerifiedRegistrationResponse['registrationInfo']>;

const verified = async (response: object, { challenge, party }: RegistrationChallenge): Promise<Registration> => {
  const answer = await (
    await webauthn()
  )
    .verifyRegistrationResponse({
      response: response as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
    })
    .catch((cause: unknown) => {
      throw unverified('response', cause);
    });
  if (!answer.registrationInfo) throw unverified('response');
  return answer.registrationInfo;
};

const unverified = (field: string, cause?: unknown): DomainError => {
  const { code, message, details } = invalidFields([{ field, message: 'could not be verified' }]);
  return new DomainError(code, { text: message, details, cause });
};

const present = (row: Passkey): PasskeyReply => ({
  id: row.id,
  name: row.name,
  created_at: row.createdAt.toISOString(),
  last_used_at: row.lastUsedAt?.toISOString() ?? null,
  backed_up: row.backedUp,
});
