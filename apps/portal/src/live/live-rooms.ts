import type { LiveFrame, Role } from '#libs/contracts';
import type { LiveRoad } from '#libs/realtime';
import type { Principal } from '../auth/principal.js';
import { LiveService } from './live.service.js';

export const EVERYBODY = 'all';
export const roomOfUser = (userId: number): string => `user:${userId}`;
export const roomOfRole = (role: Role): string => `role:${role}`;

export const roomsOf = ({ userId, role }: Principal): string[] => [EVERYBODY, roomOfUser(userId), roomOfRole(role)];

/** The live road's rooms, in all processes or, for news that every process hears by itself, only in this one. */
export class LiveRooms extends LiveService {
  constructor(
    private readonly road: LiveRoad<Principal>,
    private readonly local: boolean,
  ) {
    super();
  }

  override toUser(userId: number, frame: LiveFrame): void {
    this.send(roomOfUser(userId), frame);
  }

  override toRole(role: Role, frame: LiveFrame): void {
    this.send(roomOfRole(role), frame);
  }

  override toAll(frame: LiveFrame): void {
    this.send(EVERYBODY, frame);
  }

  private send(room: string, frame: LiveFrame): void {
    this.road.emit('live', frame, { rooms: [room], local: this.local });
  }
}
