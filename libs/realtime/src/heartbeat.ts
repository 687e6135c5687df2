import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';

export const HEARTBEAT_MS = 25_000;

interface Pulse {
  socket: Socket;
  seen: number;
}

/** Pings every socket and ends those whose peer neither answered nor took or sent a byte since the last round. */
export class Heartbeat {
  private readonly pulses = new Map<WebSocket, Pulse>();
  private readonly timer: NodeJS.Timeout;
  /** Sockets ended because their peer was gone. */
  dead = 0;

  constructor(intervalMs = HEARTBEAT_MS) {
    this.timer = setInterval(() => this.beat(), intervalMs).unref();
  }

  watch(ws: WebSocket, socket: Socket): void {
    this.pulses.set(ws, { socket, seen: -1 });
    ws.once('close', () => this.pulses.delete(ws));
  }

  close(): void {
    clearInterval(this.timer);
    this.pulses.clear();
  }

  private beat(): void {
    for (const [ws, pulse] of this.pulses) {
      const now = progress(ws, pulse.socket);
      // A paused socket cannot hear the answer; its own road waits for the far side.
      if (now === pulse.seen && !ws.isPaused) {
        this.dead++;
        ws.terminate();
        continue;
      }
      pulse.seen = now;
      // The ping itself is no sign of life.
      ws.ping(undefined, undefined, () => (pulse.seen = progress(ws, pulse.socket)));
    }
  }
}

/** Bytes the peer sent plus bytes it accepted: a slow reader with a full queue is alive although its pong is late. */
const progress = (ws: WebSocket, socket: Socket): number =>
  socket.bytesRead + Math.max(0, socket.bytesWritten - ws.bufferedAmount);
