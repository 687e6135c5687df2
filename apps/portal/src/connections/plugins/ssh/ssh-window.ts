import type { Client, ClientChannel } from 'ssh2';

/** The parts of ssh2 1.17 this file stands on; `ssh-window.test.ts` fails if a release changes them. */
interface Internals {
  _protocol: {
    session(channel: number, initialWindow: number, maxPacket: number): void;
    channelWindowAdjust(recipient: number, bytes: number): void;
  };
}
interface ChannelInternals {
  incoming: { window: number };
  outgoing: { id: number; state: string };
}

/** What the server may send before the first grant: some embedded servers do not expect an empty window. */
const INITIAL_BYTES = 32 * 1024;

/**
 * ssh2 grants 2 MiB at a time and, paused, still takes up to 3 MiB. Here the channel opens with little credit and gets
 * exactly what the viewer has room for (RFC 4254 §5.2), so that nothing piles up in this process and a slow
 * viewer slows down the program itself. Call before `shell` or `exec`; the result makes a channel's `grant`.
 */
export const openWithCredit = (client: Client): ((channel: ClientChannel) => (bytes: number) => void) => {
  const { _protocol: protocol } = client as unknown as Internals;
  const { session } = protocol;
  protocol.session = (channel, _initialWindow, maxPacket) => session.call(protocol, channel, INITIAL_BYTES, maxPacket);
  return (channel) => {
    protocol.session = session;
    const { incoming, outgoing } = channel as unknown as ChannelInternals;
    // Never low, so ssh2 never adjusts it by itself.
    incoming.window = Number.POSITIVE_INFINITY;
    let advance = INITIAL_BYTES;
    return (bytes) => {
      const more = Math.max(0, bytes - advance);
      advance -= bytes - more;
      const isOpen = outgoing.state === 'open' || outgoing.state === 'eof';
      if (more > 0 && isOpen) protocol.channelWindowAdjust(outgoing.id, more);
    };
  };
};
