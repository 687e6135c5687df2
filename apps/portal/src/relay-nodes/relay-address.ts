import { Injectable } from '@nestjs/common';
import { RelayIdentity } from '../relay-identity/index.js';
import { RelayNodes } from './relay-nodes.js';

/** Where the relay is for everybody outside. */
@Injectable()
export class RelayAddress {
  constructor(
    private readonly identity: RelayIdentity,
    private readonly nodes: RelayNodes,
  ) {}

  /** Without a slash at its end. Where any free port was asked for, the one the relay got. */
  async url(): Promise<string> {
    const running = this.identity.isPortOpen ? await this.nodes.capabilities() : null;
    return running ? this.identity.urlAt(running.sniPort) : this.identity.url;
  }
}
