import type { Socket } from 'node:net';
import { Injectable } from '@nestjs/common';
import { RelayCertificates } from '../certificates/index.js';
import { ApiProxy } from './engine/api-proxy.js';
import { ReverseConnect } from './engine/reverse-connect.js';
import { RootHost } from './engine/root-host.js';
import { SignEndpoint } from './engine/sign-endpoint.js';

/** The relay under its own name, with the certificate of the moment. */
@Injectable()
export class OwnHost {
  private root: RootHost | undefined;

  constructor(
    private readonly certificates: RelayCertificates,
    private readonly connect: ReverseConnect,
    private readonly sign: SignEndpoint,
    private readonly api: ApiProxy,
  ) {}

  /** @throws Error — there is no certificate, in words for the operator */
  async open(): Promise<void> {
    const certificate = await this.certificates.open();
    const { connect, api, sign } = this;
    sign.useKey(certificate.keyPem);
    const root = new RootHost({
      certificate,
      connect,
      api,
      sign: (request, response) => sign.answer(request, response),
    });
    this.certificates.onChange((newer) => {
      sign.useKey(newer.keyPem);
      root.useCertificate(newer);
    });
    this.root = root;
  }

  accept(socket: Socket, onSession: () => void): void {
    this.root!.accept(socket, onSession);
  }

  close(): void {
    this.root?.close();
    this.api.close();
  }
}
