/** Whoever can write TXT records for the relay's domain. Errors are for the operator's log. */
export interface DnsProvider {
  /** Adds a record `name` TXT `value`, beside others of that name. */
  write(name: string, value: string): Promise<void>;
  /** Removes it. Idempotent. */
  remove(name: string, value: string): Promise<void>;
}
