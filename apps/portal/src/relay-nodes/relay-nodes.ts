import type { RelayCapabilities } from './relay-node.entity.js';
import type { NewsSubject, RelayClient } from './relay-client.js';

/** The relay processes that live. */
export abstract class RelayNodes {
  /** The oldest by name, so that all processes take the same; null when none lives. */
  abstract any(): Promise<RelayClient | null>;
  abstract all(): Promise<RelayClient[]>;

  /** Resolves when every relay that answers judges by what is committed by now; the others hear of it when they are back. */
  async catchUp(subject: NewsSubject): Promise<void> {
    const relays = await this.all().catch(() => []);
    await Promise.allSettled(relays.map((relay) => relay.catchUp(subject)));
  }

  /** Of the one `any` gives. */
  abstract capabilities(): Promise<RelayCapabilities | null>;
  /** Where that one takes TLS of visitors, within the installation. */
  abstract entrance(): Promise<{ host: string; port: number } | null>;
}
