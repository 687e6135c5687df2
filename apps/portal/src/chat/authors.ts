import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ChatAuthor, ChatAvatar, Role } from '#libs/contracts';
import { EventBus } from '#libs/events';
import { NO_AVATAR } from '../users/index.js';
import { UserChanged, UserDeleted } from '../users/users.events.js';

/** What chat shows of an account. */
export interface AuthorProfile {
  userId: number;
  username: string;
  nickname: string | null;
  role: Role;
  avatar: ChatAvatar;
  status: string;
  statusMessage: string | null;
  anonymous: boolean;
  createdAt: Date;
}

const MAX_CACHED = 50_000;

/** Accounts as chat shows them, in memory until they change. */
@Injectable()
export class Authors implements OnModuleInit {
  private readonly profiles = new Map<number, AuthorProfile>();
  private changes = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventBus,
  ) {}

  onModuleInit(): void {
    const forget = ({ id }: { id: number }): void => {
      this.changes++;
      this.profiles.delete(id);
    };
    this.events.onEverywhere(UserChanged, forget);
    this.events.onEverywhere(UserDeleted, forget);
  }

  peek(userId: number): AuthorProfile | undefined {
    return this.profiles.get(userId);
  }

  async find(userId: number): Promise<AuthorProfile | undefined> {
    return this.profiles.get(userId) ?? (await this.load([userId])).get(userId);
  }

  /** Those that exist. */
  async load(userIds: Iterable<number>): Promise<Map<number, AuthorProfile>> {
    const found = new Map<number, AuthorProfile>();
    const missing: number[] = [];
    for (const id of new Set(userIds)) {
      const known = this.profiles.get(id);
      if (known) found.set(id, known);
      else missing.push(id);
    }
    if (missing.length === 0) return found;
    const { changes } = this;
    const rows = (await this.dataSource.query(
      `SELECT id AS "userId", username, nickname, role, avatar, status, status_message AS "statusMessage", anonymous,
              created_at AS "createdAt" FROM users WHERE id = ANY($1)`,
      [missing],
    )) as (Omit<AuthorProfile, 'avatar'> & { avatar: ChatAvatar | null })[];
    if (this.profiles.size > MAX_CACHED) this.profiles.clear();
    for (const row of rows) {
      const profile = { ...row, avatar: row.avatar ?? NO_AVATAR };
      found.set(row.userId, profile);
      if (changes === this.changes) this.profiles.set(row.userId, profile);
    }
    return found;
  }

  /** Ids of the user names, compared without regard to case. */
  async idsOf(usernames: readonly string[]): Promise<number[]> {
    const rows = (await this.dataSource.query('SELECT id FROM users WHERE lower(username) = ANY($1)', [usernames])) as {
      id: number;
    }[];
    return rows.map(({ id }) => id);
  }
}

/** What is shown in place of somebody who does not want to be known (specification A, "Display Name Priority"). */
export const ANONYMOUS: Readonly<ChatAuthor> = {
  user_id: 0,
  username: 'Anonymous',
  nickname: null,
  role: 'user',
  anonymous: true,
  avatar: null,
};

export const authorOf = (profile: AuthorProfile): ChatAuthor => ({
  user_id: profile.userId,
  username: profile.username,
  nickname: profile.nickname,
  role: profile.role,
  anonymous: false,
  avatar: profile.avatar,
});
