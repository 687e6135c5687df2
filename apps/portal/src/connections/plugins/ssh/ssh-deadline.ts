/** A time limit that stands still while a person is being asked. */
export class SshDeadline {
  private left: number;
  private since: number;
  private timer: NodeJS.Timeout | undefined;
  private holds = 0;

  constructor(
    ms: number,
    private readonly onExpire: () => void,
  ) {
    this.left = ms;
    this.since = performance.now();
    this.timer = setTimeout(onExpire, ms);
  }

  async hold<T>(asking: Promise<T>): Promise<T> {
    if (this.holds++ === 0) this.stop();
    try {
      return await asking;
    } finally {
      if (--this.holds === 0 && this.left > 0) {
        this.since = performance.now();
        this.timer = setTimeout(this.onExpire, this.left);
      }
    }
  }

  close(): void {
    this.stop();
    this.left = 0;
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.left -= performance.now() - this.since;
  }
}
