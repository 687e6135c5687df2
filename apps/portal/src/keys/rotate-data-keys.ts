import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { KEYRING_REFRESH_MS, type Keyring, type KeyStore } from '#libs/crypto';
import { ColumnResealer } from './column-resealer.js';
import { SEALED_COLUMNS, type SealedColumn } from './sealed-columns.js';

export interface RotationOptions {
  dataSource: DataSource;
  keyring: Keyring;
  store: KeyStore;
  /** All purposes when absent. */
  purpose?: string | undefined;
  /** Makes no new keys, only finishes what an interrupted rotation left. */
  resume: boolean;
  signal: AbortSignal;
  report: (line: string) => void;
  columns?: readonly SealedColumn[];
  /** How long other processes may still seal with a replaced key and write what they sealed. */
  graceMs?: number;
}

const GRACE_MS = 3 * KEYRING_REFRESH_MS;
const MAX_WAIT_MS = 10 * 60_000;
const POLL_MS = 500;
const SHOWN_ROWS = 20;

/**
 * New data keys, and every value sealed with an older one sealed again, while the portal runs. A replaced key is removed
 * once nothing can be sealed with it any more and nothing is. Answers whether all of that is done; if not, or when it is
 * interrupted, no value is lost, and `resume` goes on.
 */
export async function rotateDataKeys(options: RotationOptions): Promise<boolean> {
  const { dataSource, keyring, store, purpose, signal, report, columns = SEALED_COLUMNS, graceMs = GRACE_MS } = options;
  if (!options.resume) {
    for (const { purpose: rotated, from, to } of await keyring.rotate(purpose)) {
      report(`${rotated}: key ${to} replaces key ${from}`);
      if (!columns.some((column) => column.purpose === rotated))
        report(`${rotated}: key ${from} stays, nothing is listed for it`);
    }
  }
  const chosen = columns.filter((column) => purpose === undefined || column.purpose === purpose);
  const resealers = chosen.map((column) => ({ column, resealer: new ColumnResealer(dataSource, keyring, column) }));

  const passOver = async (): Promise<{ resealed: number; broken: number }> => {
    const sum = { resealed: 0, broken: 0 };
    for (const { column, resealer } of resealers) {
      const active = (await store.list()).find((key) => key.purpose === column.purpose && key.active);
      if (!active) continue;
      const name = `${column.table}.${column.column}`;
      const { resealed, broken } = await resealer.pass(
        active.id,
        signal,
        throttled((count) => report(`${name}: ${count} sealed again …`)),
      );
      if (resealed > 0) report(`${name}: ${resealed} sealed again`);
      if (broken.length > 0) report(`${name}: cannot be opened in rows ${broken.slice(0, SHOWN_ROWS).join(', ')}`);
      sum.resealed += resealed;
      sum.broken += broken.length;
    }
    return sum;
  };

  let pass = await passOver();
  if (!(await hasInactiveKeys(store, chosen))) return true;
  report('Waiting until no process uses the replaced keys any more …');
  do {
    await pause(graceMs, undefined, { signal });
    if (!(await olderTransactionsEnded(dataSource, signal))) {
      report('A transaction has been open for minutes, so the replaced keys stay: run again with --resume.');
      return false;
    }
    pass = await passOver();
    // Whoever read a value that this pass found may be about to write it back: one pass has to find nothing.
  } while (pass.resealed > 0);
  const kept = await retire(
    store,
    resealers.map(({ resealer }) => resealer),
    chosen,
    report,
  );
  return pass.broken === 0 && kept === 0;
}

const hasInactiveKeys = async (store: KeyStore, columns: readonly SealedColumn[]): Promise<boolean> =>
  (await store.list()).some((key) => !key.active && columns.some(({ purpose }) => purpose === key.purpose));

/** A value sealed with a replaced key may be in a transaction that nobody else sees yet. */
async function olderTransactionsEnded(dataSource: DataSource, signal: AbortSignal): Promise<boolean> {
  const [{ now }] = await dataSource.query(`SELECT clock_timestamp()::text AS now`);
  for (const deadline = Date.now() + MAX_WAIT_MS; Date.now() < deadline;) {
    const [{ open }] = await dataSource.query(
      `SELECT count(*)::int AS open FROM pg_stat_activity
       WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid() AND xact_start < $1::timestamptz`,
      [now],
    );
    if (open === 0) return true;
    await pause(POLL_MS, undefined, { signal });
  }
  return false;
}

/** Answers how many replaced keys are still needed. */
async function retire(
  store: KeyStore,
  resealers: readonly ColumnResealer[],
  columns: readonly SealedColumn[],
  report: (line: string) => void,
): Promise<number> {
  const counts = await Promise.all(resealers.map((resealer) => resealer.countByKey()));
  const purposes = new Set(columns.map(({ purpose }) => purpose));
  let kept = 0;
  for (const { id, purpose, active } of await store.list()) {
    if (active || !purposes.has(purpose)) continue;
    const uses = counts.reduce((sum, count) => sum + (count.get(id) ?? 0), 0);
    if (uses === 0 && (await store.remove(id))) report(`${purpose}: key ${id} retired`);
    else kept++;
    if (uses > 0) report(`${purpose}: key ${id} is kept for ${uses} values`);
  }
  return kept;
}

function throttled(show: (resealed: number) => void): (resealed: number) => void {
  let shownAt = Date.now();
  return (resealed) => {
    if (Date.now() - shownAt < 1000) return;
    shownAt = Date.now();
    show(resealed);
  };
}
