import { ListOf, Text } from '../boundary/fields.js';

export class IceServer {
  @Text({ max: 300 }) urls: string;
  @Text({ max: 300, optional: true }) username?: string;
  @Text({ max: 300, optional: true }) credential?: string;
}

export class IceServersReply {
  @ListOf(IceServer) ice_servers: IceServer[];
}
