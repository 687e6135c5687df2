const UNITS = { 'B/s': 1, 'kB/s': 1e3, 'MB/s': 1e6, 'GB/s': 1e9 } as const;

export type LimitUnit = keyof typeof UNITS;
export const LIMIT_UNITS = Object.keys(UNITS) as LimitUnit[];

export interface Limit {
  /** As typed; nothing for no limit. */
  amount: string;
  unit: LimitUnit;
}

/** In the largest unit that says it exactly enough to be typed again. */
export const limitOf = (bps: number): Limit => {
  if (bps === 0) return { amount: '', unit: 'MB/s' };
  const unit = LIMIT_UNITS.findLast(
    (name) => bps >= UNITS[name] && (bps / UNITS[name]) * 1000 === Math.round((bps / UNITS[name]) * 1000),
  );
  return { amount: String(bps / UNITS[unit ?? 'B/s']), unit: unit ?? 'B/s' };
};

/** Whole bytes a second, 0 for no limit; undefined for what is no amount. */
export const readLimit = ({ amount, unit }: Limit): number | undefined => {
  const text = amount.trim().replace(',', '.');
  if (text === '') return 0;
  if (!/^\d{1,12}(\.\d{1,3})?$/.test(text)) return undefined;
  const bps = Math.round(Number(text) * UNITS[unit]);
  return Number.isSafeInteger(bps) ? bps : undefined;
};
