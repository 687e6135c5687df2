import { Injectable } from '@nestjs/common';
import webPush from 'web-push';
import { sha256 } from '#libs/crypto';
import { NetGuard } from '#libs/net-guard';
import type { PushTarget } from './push-subscriptions.service.js';
import { VapidKeys } from './vapid-keys.js';

const TTL_S = 24 * 3600;
const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;
/** Of the header `Topic` (RFC 8030 §5.4). */
const TOPIC_CHARS = 32;

/** What the service worker shows (`web/public/push-worker.js`). */
export interface PushPayload {
  title: string;
  message: string;
  link: string | null;
  /** A later one of the same tag takes the earlier one's place. */
  tag: string;
}

/** Encrypts for the browser (RFC 8291) and hands it to its push service. */
@Injectable()
export class PushSender {
  constructor(
    private readonly guard: NetGuard,
    private readonly keys: VapidKeys,
  ) {}

  /** Answers the push service's status. @throws DomainError target.* */
  async send({ endpoint, keys }: PushTarget, payload: PushPayload): Promise<number> {
    const { headers, body } = webPush.generateRequestDetails({ endpoint, keys }, JSON.stringify(payload), {
      vapidDetails: this.keys,
      TTL: TTL_S,
      urgency: 'high',
      topic: sha256(payload.tag, 'base64url').slice(0, TOPIC_CHARS),
    });
    const { 'Content-Length': _, ...sent } = headers;
    const response = await this.guard.fetch(endpoint, {
      scope: 'outbound',
      method: 'POST',
      headers: Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, String(value)])),
      body,
      maxRedirects: 0,
      maxBytes: MAX_ANSWER_BYTES,
      timeoutMs: TIMEOUT_MS,
    });
    await response.cancel();
    return response.status;
  }
}
