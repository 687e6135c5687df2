export { acceptTls, type TlsServerOptions } from './accept-tls.js';
export type { KeyExporter } from './key-schedule.js';
export type { HandshakeSigner } from './server-handshake.js';
export { PeerAlertError, TlsAlertError, type AlertName } from './tls-alert-error.js';
export { TlsServerStream } from './tls-server-stream.js';
