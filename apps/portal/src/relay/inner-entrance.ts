import { Inject, Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { Keyring } from '#libs/crypto';
import type { Log } from '#libs/telemetry';
import { LOG } from '../boundary/log.js';
import { nodeSecret } from '../nodes/index.js';
import { OwnRelayNode } from '../relay-nodes/index.js';
import { ReverseConnect } from './engine/reverse-connect.js';
import { SignEndpoint } from './engine/sign-endpoint.js';
import { Tenants } from './engine/tenants.js';
import { LeaseDoors } from './lease-doors.js';
import { LeaseWatch } from './lease-watch.js';
import { RelayFace } from './relay-face.js';

/** Where the other processes of the portal find this relay, and the row that tells them. */
@Injectable()
export class InnerEntrance {
  private face: RelayFace | undefined;

  constructor(
    private readonly config: PortalConfig,
    private readonly keyring: Keyring,
    private readonly node: OwnRelayNode,
    private readonly doors: LeaseDoors,
    private readonly watch: LeaseWatch,
    private readonly tenants: Tenants,
    private readonly connect: ReverseConnect,
    private readonly sign: SignEndpoint,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async open(sniPort: number): Promise<void> {
    const url = new URL(this.config.get('RELAY_INNER_URL') ?? 'http://127.0.0.1:0');
    this.face = new RelayFace({
      bindPorts: (identityKey) => this.doors.bind(identityKey),
      catchUp: (subject) => this.watch.catchUp(subject),
      stats: () => this.tenants.stats(),
      connect: (stream, offer) => void this.connect.accept(stream, offer),
      sign: (request, response) => this.sign.answer(request, response),
      secret: nodeSecret(this.keyring, 'relay'),
      onError: (err) => this.log.error({ scope: 'relay', err }, 'relay'),
    });
    url.port = String(await this.face.listen(Number(url.port), url.hostname));
    await this.node.announce(url.origin, { sniPort, udp: this.doors.hasUdp });
  }

  /** From then on nobody new is sent here. */
  withdraw(): Promise<void> {
    return this.node.withdraw();
  }

  async close(): Promise<void> {
    await this.face?.close();
  }
}
