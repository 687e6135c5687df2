/** The last line of every benchmark. `peer` and `ratio` are null where nothing is compared. */
export interface BenchReport {
  bench: string;
  ours: number | Record<string, number>;
  peer: number | Record<string, number> | null;
  ratio: number | null;
  unit: string;
  target: number | Record<string, number>;
  met: boolean;
}

export const report = (result: BenchReport): void => console.log(JSON.stringify(result));

export const rounded = (value: number): number => Math.round(value * 100) / 100;
