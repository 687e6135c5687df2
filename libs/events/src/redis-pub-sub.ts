import { Redis } from 'ioredis';
import { MAX_PUBLISH_BYTES, PubSub } from './pub-sub.js';

export interface RedisPubSubOptions {
  url: string;
  /** Separates installations that share one Redis. */
  prefix: string;
  onHandlerError(error: unknown): void;
  onConnectionError(error: Error): void;
}

/** By Redis PUBLISH on one channel. */
export class RedisPubSub extends PubSub {
  private readonly publisher: Redis;
  private readonly subscriber: Redis;
  private readonly channel: string;

  constructor({ url, prefix, onHandlerError, onConnectionError }: RedisPubSubOptions) {
    super(onHandlerError);
    this.channel = `${prefix}:pubsub`;
    this.publisher = new Redis(url, { lazyConnect: true });
    this.subscriber = new Redis(url, { lazyConnect: true });
    for (const connection of [this.publisher, this.subscriber]) connection.on('error', onConnectionError);
  }

  override async open(): Promise<void> {
    this.subscriber.on('message', (_channel, message) => {
      const [topic, data] = JSON.parse(message) as [string, unknown];
      this.deliver(topic, data);
    });
    await Promise.all([this.publisher.connect(), this.subscriber.connect()]);
    await this.subscriber.subscribe(this.channel);
  }

  override async close(): Promise<void> {
    this.subscriber.disconnect();
    await this.publisher.quit().catch(() => undefined);
  }

  override async publish(topic: string, data: unknown): Promise<void> {
    const message = JSON.stringify([topic, data]);
    if (message.length > MAX_PUBLISH_BYTES) throw new RangeError(`A message on ${topic} is larger than 1 MiB.`);
    await this.publisher.publish(this.channel, message);
  }
}
