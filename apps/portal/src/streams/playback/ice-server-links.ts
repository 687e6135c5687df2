/** A STUN or TURN server as browsers take it. */
interface Server {
  urls: string;
  username?: string;
  credential?: string;
}

/** Values of a `Link` header (RFC 9725 §4.6). */
export const iceServerLinks = (servers: readonly Server[]): string =>
  servers
    .map(({ urls, username, credential }) => {
      const link = `<${urls}>; rel="ice-server"`;
      if (username === undefined || credential === undefined) return link;
      return `${link}; username=${quoted(username)}; credential=${quoted(credential)}; credential-type="password"`;
    })
    .join(', ');

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
