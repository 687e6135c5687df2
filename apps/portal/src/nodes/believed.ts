const BELIEVED_MS = 1_000;

/** What was read a second ago or less; whoever asks meanwhile shares it. What failed is read again at once. */
export class Believed<T> {
  private at = 0;
  private value: Promise<T> | undefined;

  /** What is not `isEnough` is read again at once, too. */
  constructor(
    private readonly read: () => Promise<T>,
    private readonly isEnough: (value: T) => boolean = () => true,
  ) {}

  get(): Promise<T> {
    if (this.value && Date.now() - this.at < BELIEVED_MS) return this.value;
    const fresh = (this.value = this.read());
    this.at = Date.now();
    const forget = (): void => {
      if (this.value === fresh) this.value = undefined;
    };
    fresh.then((value) => this.isEnough(value) || forget(), forget);
    return fresh;
  }
}
