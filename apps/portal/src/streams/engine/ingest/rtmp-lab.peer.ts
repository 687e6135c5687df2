import type { Socket } from 'node:net';
import { afterEach, beforeEach } from 'vitest';
import { DomainError } from '#libs/contracts';
import { ChunkWriter, commandMessage, type OutgoingMessage } from '#libs/media';
import { dialLoopback } from '#libs/testing';
import type { Publication, Publisher, PublishRequest } from '../publishing.js';
import { RtmpEncoder } from './rtmp-encoder.peer.js';
import { RtmpServer, type RtmpServerOptions } from './rtmp.server.js';
import { TEST_KEY, TestStream } from './test-stream.js';

/** Lets in the first publisher only. */
class OnePublisher extends TestStream {
  override open(request: PublishRequest, publisher: Publisher): Promise<Publication> {
    if (this.live.publisher) return Promise.reject(new DomainError('stream.already_live'));
    return super.open(request, publisher);
  }
}

/** A server for each test, its stream, and whoever comes to it. */
export class RtmpLab {
  stream: TestStream;
  private faults: unknown[];
  private readonly closers: (() => Promise<unknown> | void)[] = [];

  begin(): void {
    this.stream = new OnePublisher();
    this.faults = [];
  }

  /** @throws Error when the server had faults */
  async end(): Promise<void> {
    for (const close of this.closers.splice(0).reverse()) await close();
    if (this.faults.length > 0) throw new Error('The server had faults.', { cause: this.faults });
  }

  async listen(options: Partial<RtmpServerOptions> = {}): Promise<{ server: RtmpServer; port: number }> {
    const onFault = (error: unknown): void => void this.faults.push(error);
    const server = new RtmpServer({ gate: this.stream, protocol: 'rtmp', onFault, ...options });
    this.closers.push(() => server.close());
    return { server, port: await server.listen(0, '127.0.0.1') };
  }

  async publish(port: number, key?: string): Promise<RtmpEncoder> {
    const encoder = await RtmpEncoder.publish(await this.dial(port), key);
    this.closers.push(() => encoder.client.close());
    return encoder;
  }

  async dial(port: number): Promise<Socket> {
    const socket = await dialLoopback(port);
    this.closers.push(() => void socket.destroy());
    return socket;
  }
}

export const useRtmpLab = (): RtmpLab => {
  const lab = new RtmpLab();
  beforeEach(() => lab.begin());
  afterEach(() => lab.end());
  return lab;
};

export const connectCommand = (): OutgoingMessage => commandMessage(0, 'connect', 1, { app: 'live' });
export const publishCommand = (key = TEST_KEY): OutgoingMessage => commandMessage(1, 'publish', 5, null, key, 'live');

/** As they are on the wire. */
export const commands = (...messages: OutgoingMessage[]): Buffer[] => {
  const writer = new ChunkWriter();
  return messages.flatMap((message) => writer.write(message));
};
