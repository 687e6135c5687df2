import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What lies between a browser and the portal, so that it can be pulled out. */
export class Cable {
  /** What the browser opens instead of the portal's own address. */
  url: string;
  private readonly ends = new Set<Socket>();
  private isCut = false;
  private readonly server: Server;

  constructor(private readonly portal: string) {
    this.server = createServer((near) => {
      if (this.isCut) return near.destroy();
      const far = connect(Number(new URL(this.portal).port), '127.0.0.1');
      this.keep(near, far);
      this.keep(far, near);
      near.pipe(far).pipe(near);
    });
  }

  async open(): Promise<this> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.url = `http://localhost:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  cut(): void {
    this.isCut = true;
    for (const end of this.ends) end.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  private keep(end: Socket, other: Socket): void {
    this.ends.add(end);
    end.on('error', () => undefined);
    end.on('close', () => {
      this.ends.delete(end);
      other.destroy();
    });
  }
}
