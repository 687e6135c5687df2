import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { WebSocketServer } from 'ws';
import { prepareText, writePrepared } from '../../libs/realtime/src/prepared-frame.js';
import { answerUsage } from './chat-lab.js';

/**
 * The least a server can do that has on disk what it delivers: whatever arrived while the last commit was under way goes into
 * one row each by one statement, and then in one write to every socket. It knows nobody, checks and seals nothing.
 * Runs in the child.
 */
export const serveFloor = async (): Promise<void> => {
  const database = new pg.Client(process.env['DATABASE_URL']);
  await database.connect();
  await database.query('CREATE TABLE IF NOT EXISTS floor (id bigserial PRIMARY KEY, body text)');
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  let waiting: string[] = [];
  let isStoring = false;
  const storeAll = async (): Promise<void> => {
    isStoring = true;
    while (waiting.length > 0) {
      const texts = waiting;
      waiting = [];
      await database.query('INSERT INTO floor (body) SELECT unnest($1::text[])', [texts]);
      const bytes = Buffer.concat(texts.map(prepareText));
      for (const client of server.clients) writePrepared(client, bytes, Infinity);
    }
    isStoring = false;
  };
  server.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      waiting.push(data.toString());
      if (!isStoring) void storeAll();
    });
  });
  server.once('listening', () => process.send!((server.address() as AddressInfo).port));
  answerUsage();
};
