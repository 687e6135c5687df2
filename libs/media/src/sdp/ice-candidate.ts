import { isIP } from 'node:net';

/** A candidate of one UDP address, RFC 8839 §5.1. */
export interface IceCandidate {
  foundation: string;
  priority: number;
  address: string;
  port: number;
  type: 'host' | 'srflx' | 'prflx' | 'relay';
}

const CANDIDATE =
  /^(?:candidate:)?([\w+/]{1,32}) 1 udp (\d{1,10}) ([\da-f.:]{2,45}) (\d{1,5}) typ (host|srflx|prflx|relay)(?: |$)/i;

/** Undefined for what is no candidate we could use: TCP, RTCP's own, and names, which are never resolved. */
export const parseCandidate = (value: string): IceCandidate | undefined => {
  const [, foundation, priority, address, port, type] = CANDIDATE.exec(value) ?? [];
  if (!foundation || !address || !isIP(address)) return undefined;
  if (Number(port) < 1 || Number(port) > 65_535 || Number(priority) > 0xffff_ffff) return undefined;
  return {
    foundation,
    priority: Number(priority),
    address,
    port: Number(port),
    type: type!.toLowerCase() as IceCandidate['type'],
  };
};

/** The value of `a=`. */
export const renderCandidate = ({ foundation, priority, address, port, type }: IceCandidate): string =>
  `candidate:${foundation} 1 UDP ${priority} ${address} ${port} typ ${type}`;
