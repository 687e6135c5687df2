import type { TLSSocket } from 'node:tls';
import { PROBE_EXPORTER_BYTES, PROBE_EXPORTER_LABEL } from '#libs/relay-protocol';
import type { KeyExporter } from './tls/index.js';

const PROBE_LIMIT_MS = 5_000;
/** Probes whose connection may still be on its way to `isOwn`. */
const MAX_REMEMBERED = 16;

/**
 * - `clear`: what we dialled is what we answered; nobody between could have read it
 * - `intercepted`: our public name ended the TLS of our own call somewhere else
 * - `inconclusive`: the call did not get through
 */
export type ProbeVerdict = { kind: 'clear' } | { kind: 'intercepted' } | { kind: 'inconclusive'; cause: Error };

export interface SelfProbeOptions {
  /**
   * Calls our own public name through the relay, by TLS 1.3 and nothing older, and resolves when the handshake is done.
   * The certificate need not be verified: the relay could show the right one.
   */
  dial(signal: AbortSignal): Promise<TLSSocket>;
}

/**
 * Finds out whether the relay passes TLS through, without a byte of anybody. Caller and callee are this very process: a
 * completed handshake of the call is either one that we answered, and then both ends export the same keying material
 * (RFC 8446 §7.5), or somebody else answered it. A relay that recognises the probe and passes only that through is not
 * found out.
 */
export class SelfProbe {
  /** Exports of the handshakes answered while a probe runs. */
  private readonly answered = new Set<string>();
  private readonly own: string[] = [];
  private running: Promise<ProbeVerdict> | undefined;

  constructor(private readonly options: SelfProbeOptions) {}

  /** For `acceptTls`, of every connection. */
  readonly onKeys = (keys: KeyExporter): void => {
    if (this.running) this.answered.add(exportOf(keys));
  };

  /** At most 5 s; a call while one is under way shares its verdict. Never rejects. */
  check(signal: AbortSignal): Promise<ProbeVerdict> {
    this.running ??= this.probe(signal).finally(() => {
      this.running = undefined;
      this.answered.clear();
    });
    return this.running;
  }

  /**
   * Whether an accepted connection is a probe's, and no caller's; asked once of each. It is known by then: the call is through here before
   * its last handshake message has come back to us. So no caller ever waits for a probe.
   */
  isOwn(connection: KeyExporter): boolean {
    if (this.own.length === 0) return false;
    const at = this.own.indexOf(exportOf(connection));
    if (at >= 0) this.own.splice(at, 1);
    return at >= 0;
  }

  private async probe(signal: AbortSignal): Promise<ProbeVerdict> {
    try {
      const socket = await this.options.dial(AbortSignal.any([signal, AbortSignal.timeout(PROBE_LIMIT_MS)]));
      const exported = socket.exportKeyingMaterial(PROBE_EXPORTER_BYTES, PROBE_EXPORTER_LABEL, NO_CONTEXT);
      hangUp(socket);
      const id = exported.toString('hex');
      this.own.push(id);
      if (this.own.length > MAX_REMEMBERED) this.own.shift();
      return { kind: this.answered.has(id) ? 'clear' : 'intercepted' };
    } catch (error) {
      return { kind: 'inconclusive', cause: error as Error };
    }
  }
}

/** Politely: a reset could overtake what completes the handshake at the other end, and `isOwn` would never be asked. */
const hangUp = (socket: TLSSocket): void => {
  socket.on('error', () => undefined);
  socket.setTimeout(PROBE_LIMIT_MS, () => socket.destroy());
  socket.end();
  socket.resume();
};

const NO_CONTEXT = Buffer.alloc(0);

const exportOf = (keys: KeyExporter): string =>
  keys.exportKeyingMaterial(PROBE_EXPORTER_BYTES, PROBE_EXPORTER_LABEL).toString('hex');
