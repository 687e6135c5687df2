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

/**
 * ssh2 grants 2 MiB at a time and, paused, still takes up to 3 MiB. Here the channel opens with no credit at all and
 * gets exactly what the viewer has room for (RFC 4254 §5.2), so that nothing piles up in this process and a slow
 * viewer slows down the program itself. Call before `shell` or `exec`; the result makes a channel's `grant`.
 */
export const openWithoutCredit = (client: Client): ((channel: ClientChannel) => (bytes: number) => void) => {
  const { _protocol: protocol } = client as unknown as Internals;
  const { session } = protocol;
  protocol.session = (channel, _initialWindow, maxPacket) => session.call(protocol, channel, 0, maxPacket);
  return (channel) => {
    protocol.session = session;
    const { incoming, outgoing } = channel as unknown as ChannelInternals;
    // Never low, so ssh2 never adjusts it by itself.
    incoming.window = Number.POSITIVE_INFINITY;
    return (bytes) => {
      if (outgoing.state === 'open' || outgoing.state === 'eof') protocol.channelWindowAdjust(outgoing.id, bytes);
    };
  };
};
