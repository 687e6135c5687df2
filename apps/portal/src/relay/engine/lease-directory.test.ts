import { describe, expect, it } from 'vitest';
import { LeaseDirectory, type LeaseSource, type RoutedLease } from './lease-directory.js';

describe('whose a name is', () => {
  /** A table whose answers can be held back. */
  class Table {
    now = 1_000;
    reads = 0;
    isHearing = true;
    private gate: Promise<void> | undefined;
    readonly leases = new Map<string, RoutedLease>();
    readonly directory = new LeaseDirectory(
      {
        bySni: async (name: string) => {
          this.reads++;
          const lease = this.leases.get(name) ?? null;
          await this.gate;
          if (lease?.identityKey === 'broken') throw new Error('no table');
          return lease;
        },
        byIdentity: async (identityKey: string) => {
          this.reads++;
          return [...this.leases.values()].find((lease) => lease.identityKey === identityKey) ?? null;
        },
      } as LeaseSource,
      { isHearing: () => this.isHearing, now: () => this.now },
    );

    has(hostname: string, identityKey: string, until = 31_000): void {
      const [firstSeenAt, expiresAt] = [new Date(0), new Date(until)];
      this.leases.set(hostname, { identityKey, hostname, tcpPort: null, udpPort: null, firstSeenAt, expiresAt });
    }

    /** Answers from now on wait; the function lets them go. */
    hold(): () => void {
      let open!: () => void;
      this.gate = new Promise((resolve) => (open = resolve));
      return () => {
        this.gate = undefined;
        open();
      };
    }

    async whose(name: string): Promise<string | undefined> {
      return (await this.directory.bySni(name))?.identityKey;
    }
  }

  it('is read once while the lease holds, and again when it would have expired', async () => {
    const table = new Table();
    table.has('a', 'alice');
    expect([await table.whose('a'), await table.whose('a'), table.reads]).toEqual(['alice', 'alice', 1]);
    table.now = 30_999;
    await table.whose('a');
    expect(table.reads).toBe(1);
    table.now = 31_000;
    table.leases.clear();
    expect([await table.whose('a'), table.reads]).toEqual([undefined, 2]);
  });

  it('is asked once by a thousand who come at the same time', async () => {
    const table = new Table();
    table.has('a', 'alice');
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => table.whose('a')));
    expect([new Set(answers), table.reads]).toEqual([new Set(['alice']), 1]);
  });

  it('is another’s as soon as that is told, and only that name is read again', async () => {
    const table = new Table();
    table.has('a', 'alice');
    table.has('c', 'carol');
    await Promise.all([table.whose('a'), table.whose('c')]);
    table.has('a', 'bob');
    table.directory.changed('alice');
    expect([await table.whose('a'), await table.whose('c'), table.reads]).toEqual(['bob', 'carol', 3]);
  });

  it('is not remembered from before a change that happened while it was read', async () => {
    const table = new Table();
    table.has('a', 'alice');
    const release = table.hold();
    const old = table.whose('a');
    table.has('a', 'bob');
    table.directory.changed('alice');
    const asked = table.whose('a');
    release();
    expect([await old, await asked, await table.whose('a')]).toEqual(['bob', 'bob', 'bob']);
  });

  it('is nobody’s for a second at most once somebody was told to have it', async () => {
    const table = new Table();
    expect(await table.whose('a')).toBeUndefined();
    table.has('a', 'alice');
    expect(await table.whose('a')).toBeUndefined();
    table.now += 1_000;
    expect(await table.whose('a')).toBe('alice');
    expect(await table.whose('b')).toBeUndefined();
    table.has('b', 'bob');
    table.directory.changed('bob');
    expect(await table.whose('b')).toBe('bob');
  });

  it('is read again when news may have been missed', async () => {
    const table = new Table();
    table.has('a', 'alice');
    await table.whose('a');
    table.has('a', 'bob');
    table.directory.forget();
    expect(await table.whose('a')).toBe('bob');
  });

  it('is read for everybody while no news can be heard, and what was read before is not believed', async () => {
    const table = new Table();
    table.has('a', 'alice');
    await table.whose('a');
    table.isHearing = false;
    table.has('a', 'bob');
    expect([await table.whose('a'), table.reads]).toEqual(['bob', 2]);
    table.has('a', 'broken');
    await expect(table.whose('a')).rejects.toThrow('no table');
    table.has('a', 'carol');
    table.directory.forget();
    table.isHearing = true;
    expect([await table.whose('a'), await table.whose('a'), table.reads]).toEqual(['carol', 'carol', 4]);
  });

  it('is not known while the tables do not answer, and that is not remembered', async () => {
    const table = new Table();
    table.has('a', 'broken');
    await expect(table.whose('a')).rejects.toThrow('no table');
    table.has('a', 'alice');
    expect(await table.whose('a')).toBe('alice');
  });

  it('is asked ten times a second of a client that shows the same token, and each time while there is no lease', async () => {
    const table = new Table();
    const has = async (token = 't'): Promise<boolean> => (await table.directory.byToken(token, 'alice')) !== null;
    expect([await has(), await has(), table.reads]).toEqual([false, false, 2]);
    table.has('a', 'alice');
    expect(await Promise.all(Array.from({ length: 1_000 }, () => has()))).not.toContain(false);
    expect([await has(), table.reads]).toEqual([true, 3]);
    expect([await has('another'), table.reads]).toEqual([true, 4]);
    table.now += 100;
    expect([await has(), await has(), table.reads]).toEqual([true, true, 5]);
    table.leases.clear();
    table.directory.changed('alice');
    expect([await has(), table.reads]).toEqual([false, 6]);
  });

  it('is forgotten rather than let fill the memory', async () => {
    const table = new Table();
    for (let name = 0; name < 20_001; name++) await table.whose(`n${name}`);
    const { reads } = table;
    await table.whose('n0');
    await table.whose('n20000');
    expect(table.reads - reads).toBe(1);
  });
});
