/** Verifying costs a millisecond, and a client shows its token once a visitor. */
const BELIEVED_MS = 1_000;
const MAX_KNOWN = 10_000;

/** Whose a lease token is. One that was verified a moment ago is believed. */
export class KnownTokens {
  private readonly known = new Map<string, { identityKey: string; until: number }>();

  /** `verify` throws whatever the token is refused with. */
  constructor(
    private readonly verify: (accessToken: string | undefined) => string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @throws whatever `verify` throws */
  identityOf(accessToken: string | undefined): string {
    const known = this.known.get(accessToken ?? '');
    if (known && known.until > this.now()) return known.identityKey;
    const identityKey = this.verify(accessToken);
    if (this.known.size >= MAX_KNOWN) this.known.clear();
    this.known.set(accessToken!, { identityKey, until: this.now() + BELIEVED_MS });
    return identityKey;
  }
}
