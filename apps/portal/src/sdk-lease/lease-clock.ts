import { Injectable } from '@nestjs/common';

/** The time by which leases begin and end. The clocks of all processes have to agree to within seconds. */
@Injectable()
export class LeaseClock {
  now(): Date {
    return new Date();
  }

  /** In whole seconds, as tokens and messages say it; the tables say the same. */
  after(ms: number): Date {
    return new Date(Math.floor((this.now().getTime() + ms) / 1000) * 1000);
  }
}
