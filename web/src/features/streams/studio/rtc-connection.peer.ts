/** What of a browser's connection a publisher uses, in the hands of a test. */
export class FakeConnection {
  connectionState: RTCPeerConnectionState = 'new';
  onconnectionstatechange: (() => void) | null = null;
  isClosed = false;
  configuration: RTCConfiguration | undefined;
  remote: RTCSessionDescriptionInit | undefined;
  local: RTCSessionDescriptionInit | undefined;
  readonly senders: FakeSender[] = [];

  addTransceiver(track: MediaStreamTrack): { sender: FakeSender } {
    const sender = new FakeSender(track);
    this.senders.push(sender);
    return { sender };
  }

  getSenders = (): FakeSender[] => this.senders;
  setConfiguration = (configuration: RTCConfiguration): void => void (this.configuration = configuration);

  async createOffer(): Promise<RTCSessionDescriptionInit> {
    return { type: 'offer', sdp: `v=0 ${this.senders.map(({ track }) => track.kind).join(' ')}` };
  }

  async setLocalDescription(description: RTCSessionDescriptionInit): Promise<void> {
    this.local = description;
  }

  async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    this.remote = description;
  }

  close(): void {
    this.isClosed = true;
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }
}

class FakeSender {
  readonly encodings: RTCRtpEncodingParameters[] = [{}];

  constructor(public track: MediaStreamTrack) {}

  getParameters = () => ({ encodings: this.encodings });
  setParameters = async (): Promise<void> => undefined;
  replaceTrack = async (track: MediaStreamTrack): Promise<void> => void (this.track = track);
}

/** As little of a media stream as a publisher looks at. */
export const mediaOf = (...kinds: string[]): MediaStream => {
  const tracks = kinds.map((kind) => ({ kind }));
  return { getTracks: () => tracks } as unknown as MediaStream;
};
