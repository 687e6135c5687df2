import { useSyncExternalStore } from 'react';
import type { Socket } from 'socket.io-client';
import type { LiveFrame } from '#libs/contracts';

export type LiveState = 'connecting' | 'live' | 'lost' | 'refused' | 'closed';

type FrameListener = (frame: LiveFrame) => void;

/**
 * The live road: what changes on the portal arrives here while somebody is signed in. A frame is only a hint to ask
 * again, so nothing is lost when one is missed: after every reconnect `onResume` says that anything may have changed.
 */
export class LiveRoad {
  private socket: Socket | undefined;
  private state: LiveState = 'closed';
  private isWanted = false;
  private readonly stateListeners = new Set<() => void>();

  constructor(
    private readonly onFrame: FrameListener,
    private readonly onResume: () => void,
  ) {}

  async open(): Promise<void> {
    if (this.isWanted) return;
    this.isWanted = true;
    this.become('connecting');
    // Not part of the first chunk: the page shows before its live updates come.
    const { io } = await import('socket.io-client');
    if (!this.isWanted || this.socket) return;
    let wasLive = false;
    const socket = io({
      path: '/socket.io',
      transports: ['websocket'],
      withCredentials: true,
      reconnectionDelay: 1000,
      reconnectionDelayMax: 20_000,
      randomizationFactor: 0.5,
    });
    this.socket = socket;
    socket.on('connect', () => {
      this.become('live');
      if (wasLive) this.onResume();
      wasLive = true;
    });
    socket.on('connect_error', () => this.become(socket.active ? 'lost' : 'refused'));
    socket.on('disconnect', () => this.become(socket.active ? 'lost' : 'refused'));
    socket.on('live', this.onFrame);
  }

  close(): void {
    this.isWanted = false;
    this.socket?.close();
    this.socket = undefined;
    this.become('closed');
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  };

  readonly current = (): LiveState => this.state;

  private become(state: LiveState): void {
    if (this.state === state) return;
    this.state = state;
    for (const listener of this.stateListeners) listener();
  }
}

export const useLiveState = (road: LiveRoad): LiveState => useSyncExternalStore(road.subscribe, road.current);
