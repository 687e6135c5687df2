import type { Logger } from '@nestjs/common';
import type { Socket } from 'node:net';
import type { ConfigName, PortalConfig } from '#libs/config';
import type { DomainError, TerminalPrompt } from '#libs/contracts';
import type { Principal } from '../auth/principal.js';

/** One entry of `GET /api/connections/types`. Several types may share a plugin. */
export interface TypeDescriptor {
  id: string;
  name: string;
  /** A name of the web app's icon set. */
  icon: string;
  default_port: number;
}

/** Which page of the web app shows a session; `info` opens no page. */
export type Viewer = 'terminal' | 'vnc' | 'rdp' | 'spice' | 'proxmox' | 'browser' | 'media' | 'info';

/** How a session travels; each value but `none` is one road below `/ws`. */
export type Wire = 'terminal' | 'binary' | 'mux' | 'http' | 'none';

export interface PluginCapabilities {
  record?: boolean;
  share?: boolean;
  viewOnly?: boolean;
  files?: boolean;
  clipboard?: boolean;
}

export interface Target {
  host: string;
  port: number;
}

export interface ProbeResult {
  healthy: boolean;
  /** Whole milliseconds of the guarded dial plus the protocol's greeting. */
  latency_ms: number;
  detail?: string;
}

export interface TerminalSize {
  cols: number;
  rows: number;
}

/** A pinned SSH host key or TLS certificate. `fingerprint` is `SHA256:` and unpadded base64; a pin set by hand may lack the algorithm. */
export interface HostKeyPin {
  fingerprint: string;
  algorithm?: string;
}

/** The pins of one connection or one service. */
export interface HostKeyStore {
  find(host: string, port: number): Promise<HostKeyPin | undefined>;
  /** Replaces an older pin of the same address. `firstUse` tells the owner that nobody was asked. */
  pin(host: string, port: number, key: Required<HostKeyPin>, how: { firstUse: boolean }): Promise<void>;
}

/** A portal key whose private half its owner chose to store; both halves in OpenSSH format. */
export interface StoredKey {
  privateKey: string;
  publicKey: string;
}

/** What a plugin may know of the entry it serves. `P` is the class of its params. */
export interface EntryContext<P extends object = object> extends Target {
  user: Principal;
  origin: 'service' | 'connection';
  /** The id of the service or the connection. */
  id: string;
  name: string;
  /** The params without their secret fields. */
  config: P;
  /** Unseals one secret field; undefined when it is not set. */
  secret(field: keyof P & string): Promise<string | undefined>;
  /** A stored portal key of the entry's owner; undefined when it is gone or its private half was not stored. */
  storedKey(id: number): Promise<StoredKey | undefined>;
  signal: AbortSignal;
  log: Logger;
}

export interface ProbeContext<P extends object = object> extends EntryContext<P> {
  /**
   * Opens TCP through the network policy, to the entry's own address unless another target is named.
   * @throws DomainError target.blocked, target.unresolvable, target.refused, target.unreachable, target.timeout
   */
  dial(target?: Target): Promise<Socket>;
}

export type Question = Omit<TerminalPrompt, 'type' | 'id'>;

export interface PluginContext<P extends object = object> extends ProbeContext<P> {
  /** The configuration of the portal itself. */
  portal: Pick<PortalConfig, 'get'>;
  hostKeys: HostKeyStore;
  /** Puts a question to the viewer; null when it declines or is gone. */
  prompt(question: Question): Promise<string[] | null>;
  status(state: 'connecting' | 'authenticating', detail?: string): void;
  size: TerminalSize;
}

export interface ExitStatus {
  code: number | null;
  signal: string | null;
  /** Set when the far side did not end by itself: `session.idle`, `target.timeout`, `target.unreachable`, … */
  error?: DomainError;
}

/** The far end of a session. It sends nothing before `start`, and then only as much as was granted. */
export interface SessionChannel {
  start(onData: (chunk: Buffer) => void): void;
  /** Lets the far side send so many bytes more; what is granted and not used stays granted. */
  grant(bytes: number): void;
  /** False when the far side is behind: hold further input until `onDrain`. */
  write(data: Buffer): boolean;
  onDrain(handler: () => void): void;
  resize?(size: TerminalSize): void;
  /** Milliseconds without input or output after which the session ends; 0 or absent: never. */
  readonly idleMs?: number;
  /** Settles once, after the last byte was handed over; never rejects. */
  readonly ended: Promise<ExitStatus>;
  close(): void;
}

/** A protocol: how its form looks, what it may reach and how a session of it opens. */
export interface ConnectionPlugin<P extends object = object> {
  /** The `{plugin}` of `/ws/{plugin}/{service}` and of `access:{plugin}`. */
  readonly id: string;
  readonly name: string;
  /** The connection types people can create; empty for a plugin that only services use. */
  readonly types: readonly TypeDescriptor[];
  /** A DTO class: it validates `config`, and the form's JSON Schema is derived from it. */
  readonly params: new () => P;
  /** The fields of `params` that are sealed at rest and never leave the server. */
  readonly secrets: readonly (keyof P & string)[];
  readonly serviceOnly?: boolean;
  /** A switch of the configuration that must be on before services can use it. */
  readonly enabledBy?: ConfigName;
  readonly viewer: Viewer;
  readonly wire: Wire;
  readonly caps: PluginCapabilities;
  /** Checks that need more than one field. @throws DomainError request.invalid */
  validate?(config: P): void;
  /** Every address a session may dial, known before the first one is. */
  targets(entry: Target, config: P): Target[];
  probe(context: ProbeContext<P>): Promise<ProbeResult>;
  /** Extra members of `GET /api/connections/{id}/connect`; never secrets. */
  launch?(context: EntryContext<P>): Promise<Record<string, unknown>>;
  /** @throws DomainError hostkey.*, target.*, auth failures as `target.auth_failed` */
  open?(context: PluginContext<P>): Promise<SessionChannel>;
}

/** Keeps the params type inside a plugin while the registry sees one shape. */
export const defineConnectionPlugin = <P extends object>(plugin: ConnectionPlugin<P>): ConnectionPlugin =>
  plugin as unknown as ConnectionPlugin;
