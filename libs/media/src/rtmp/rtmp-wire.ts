import { ChunkReader, type ChunkLimits } from './chunk-reader.js';
import { ChunkWriter } from './chunk-writer.js';
import {
  controlMessage,
  RTMP,
  USER_CONTROL,
  userControlMessage,
  type OutgoingMessage,
  type RtmpMessage,
} from './messages.js';

/** Until the other side names one: what everybody else begins with, too. */
const DEFAULT_WINDOW_BYTES = 2_500_000;
/** A smaller one would answer every packet. */
const MIN_WINDOW_BYTES = 1_024;

/**
 * One side of a connection after the handshake: messages in and out, with acknowledgements and pings seen to. It knows no
 * socket; `output` takes the pieces of whole messages.
 */
export class RtmpWire {
  private readonly reader: ChunkReader;
  private readonly writer = new ChunkWriter();
  private window = DEFAULT_WINDOW_BYTES;
  private received = 0;
  private acknowledged = 0;

  constructor(
    private readonly output: (pieces: Buffer[]) => void,
    limits: ChunkLimits,
  ) {
    this.reader = new ChunkReader(limits);
  }

  set limits(limits: ChunkLimits) {
    this.reader.limits = limits;
  }

  receive(bytes: Buffer): void {
    this.reader.push(bytes);
    this.received += bytes.length;
    if (this.received - this.acknowledged < this.window) return;
    this.acknowledged = this.received;
    this.send(controlMessage(RTMP.acknowledgement, this.received % 2 ** 32));
  }

  /**
   * The next message that is not about the connection itself.
   * @throws MalformedMedia
   */
  read(): RtmpMessage | undefined {
    for (let message = this.reader.read(); message; message = this.reader.read())
      if (!this.obey(message)) return message;
    return undefined;
  }

  send(message: OutgoingMessage): void {
    this.output(this.writer.write(message));
  }

  setChunkSize(bytes: number): void {
    this.output(this.writer.setChunkSize(bytes));
  }

  private obey({ type, payload }: RtmpMessage): boolean {
    if (type > RTMP.peerBandwidth) return false;
    if (type === RTMP.windowSize && payload.length >= 4)
      this.window = Math.max(MIN_WINDOW_BYTES, payload.readUInt32BE());
    const isPing =
      type === RTMP.userControl && payload.length >= 6 && payload.readUInt16BE() === USER_CONTROL.pingRequest;
    if (isPing) this.send(userControlMessage(USER_CONTROL.pingResponse, payload.readUInt32BE(2)));
    return true;
  }
}
