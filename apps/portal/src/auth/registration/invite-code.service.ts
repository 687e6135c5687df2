import { Injectable } from '@nestjs/common';
import { constantTimeEqual, hmac, Keyring } from '#libs/crypto';
import { SettingsService } from '../../settings/index.js';
import { heardCode, spokenCode } from './spoken-code.js';

/** How long yesterday's code still opens the door after midnight UTC. */
const GRACE_MS = 3_600_000;
const DAY_MS = 86_400_000;
const CODE_CHARS = 8;
const GENERATION = 'invite_generation';

export interface InviteCode {
  code: string;
  /** When the next day's code takes over; this one stays good for an hour more. */
  validUntil: Date;
}

/** One code a day (UTC) from a secret of the server: nothing to store, the same in every process. */
@Injectable()
export class InviteCodeService {
  private readonly key: Buffer;

  constructor(
    private readonly settings: SettingsService,
    keyring: Keyring,
  ) {
    this.key = keyring.derive('invite-code');
  }

  async current(now = new Date()): Promise<InviteCode> {
    const today = Math.floor(now.getTime() / DAY_MS);
    return {
      code: this.codeOf(today, await this.settings.generation(GENERATION)),
      validUntil: new Date((today + 1) * DAY_MS),
    };
  }

  async accepts(typed: string, now = new Date()): Promise<boolean> {
    const generation = await this.settings.generation(GENERATION);
    const today = Math.floor(now.getTime() / DAY_MS);
    const days = now.getTime() % DAY_MS < GRACE_MS ? [today, today - 1] : [today];
    const heard = heardCode(typed);
    return days.some((day) => constantTimeEqual(heard, heardCode(this.codeOf(day, generation))));
  }

  /** Makes all codes given out so far worthless. */
  async rotate(updatedBy: number): Promise<InviteCode> {
    await this.settings.nextGeneration(GENERATION, updatedBy);
    return this.current();
  }

  private codeOf(day: number, generation: number): string {
    return spokenCode(hmac(this.key, `${generation}:${day}`), CODE_CHARS);
  }
}
