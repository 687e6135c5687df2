import { STATUS_CODES } from 'node:http';

/** The last answer of HTTP/1.1 on a connection that no server of Node's answers any more, as it is sent. */
export const httpAnswer = (status: number, headers: Readonly<Record<string, string>> = {}, body = ''): string => {
  const fields = { ...headers, 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close' };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`;
};
