/** The part of autocannon 8 the benchmarks use. */
declare module 'autocannon' {
  interface Options {
    url: string;
    headers?: Record<string, string>;
    connections: number;
    /** Seconds. */
    duration: number;
    verifyBody?: (body: string) => boolean;
  }
  interface Result {
    requests: { average: number; total: number };
    /** Bytes. */
    throughput: { total: number };
    latency: { p50: number; p99: number };
    non2xx: number;
    errors: number;
    mismatches: number;
  }
  export default function autocannon(options: Options): Promise<Result>;
}
