import { Injectable } from '@nestjs/common';

/** How many things of the user sign in with the key. */
export type SshKeyUseCounter = (use: { userId: number; keyId: number }) => Promise<number>;

/** Who uses stored keys says so here; a key in use is not deleted. */
@Injectable()
export class SshKeyUses {
  private readonly counters: SshKeyUseCounter[] = [];

  register(counter: SshKeyUseCounter): void {
    this.counters.push(counter);
  }

  async count(userId: number, keyId: number): Promise<number> {
    const counts = await Promise.all(this.counters.map((counter) => counter({ userId, keyId })));
    return counts.reduce((sum, count) => sum + count, 0);
  }
}
