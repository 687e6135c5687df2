/** Counts what is not through yet, from one address and from all. */
export class PendingHandshakes {
  private readonly byAddress = new Map<string, number>();
  private total = 0;

  constructor(private readonly limits: { pending: number; pendingPerAddress: number }) {}

  /** Undefined when there are too many; else call what is returned once it is through or gone. */
  enter(address: string): (() => void) | undefined {
    const group = groupOf(address);
    const count = this.byAddress.get(group) ?? 0;
    if (this.total >= this.limits.pending || count >= this.limits.pendingPerAddress) return undefined;
    this.total++;
    this.byAddress.set(group, count + 1);
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      this.total--;
      const left = this.byAddress.get(group)! - 1;
      if (left > 0) this.byAddress.set(group, left);
      else this.byAddress.delete(group);
    };
  }
}

/** Whoever has one IPv6 address has the 2⁶⁴ beside it. */
const groupOf = (address: string): string => (address.includes(':') ? networkOf(address) : address);

function networkOf(address: string): string {
  const [head = '', tail] = address.split('%', 1)[0]!.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
