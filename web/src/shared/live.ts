import { useSyncExternalStore } from 'react';
import type { Socket } from 'socket.io-client';
import type { LiveFrame } from '#libs/contracts';

export type LiveState = 'connecting' | 'live' | 'lost' | 'refused' | 'closed';

/** How long the road waits after the portal itself closed it; up to twice that, so that not all come back at once. */
const REFUSED_RETRY_MS = 15_000;

export interface LiveListeners {
  onFrame: (frame: LiveFrame) => void;
  /** The road is open again after a gap in which frames may have been missed. */
  onResume: () => void;
  /** The portal closed or refused the road: the session may be over. */
  onRefused: () => void;
}

/**
 * The live road: what changes on the portal arrives here while somebody is signed in. A frame is only a hint to ask
 * again, so nothing is lost when one is missed: after every reconnect `onResume` says that anything may have changed.
 */
export class LiveRoad {
  private socket: Socket | undefined;
  private state: LiveState = 'closed';
  private isWanted = false;
  private readonly stateListeners = new Set<() => void>();

  private retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly listeners: LiveListeners,
    private readonly origin = location.origin,
  ) {}

  async open(): Promise<void> {
    if (this.isWanted) return;
    this.isWanted = true;
    this.become('connecting');
    // Not part of the first chunk: the page shows before its live updates come.
    const { io } = await import('socket.io-client');
    if (!this.isWanted || this.socket) return;
    let hasMissed = false;
    const socket = io(this.origin, {
      // A road of its own: the manager of a closed one would keep its listeners.
      forceNew: true,
      path: '/socket.io',
      transports: ['websocket'],
      withCredentials: true,
      reconnectionDelay: 1000,
      reconnectionDelayMax: 20_000,
      randomizationFactor: 0.5,
    });
    this.socket = socket;
    const lose = (): void => {
      hasMissed = true;
      if (socket.active) this.become('lost');
      else this.retryLater(socket);
    };
    socket.on('connect', () => {
      this.become('live');
      if (hasMissed) this.listeners.onResume();
      hasMissed = false;
    });
    socket.on('connect_error', lose);
    socket.on('disconnect', lose);
    socket.on('live', this.listeners.onFrame);
  }

  close(): void {
    this.isWanted = false;
    clearTimeout(this.retryTimer);
    this.socket?.close();
    this.socket = undefined;
    this.become('closed');
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  };

  readonly current = (): LiveState => this.state;

  /** Socket.IO itself does not come back after a refusal. */
  private retryLater(socket: Socket): void {
    if (!this.isWanted) return;
    this.become('refused');
    this.listeners.onRefused();
    this.retryTimer = setTimeout(() => socket.connect(), REFUSED_RETRY_MS * (1 + Math.random()));
  }

  private become(state: LiveState): void {
    if (this.state === state) return;
    this.state = state;
    for (const listener of this.stateListeners) listener();
  }
}

export const useLiveState = (road: LiveRoad): LiveState => useSyncExternalStore(road.subscribe, road.current);
