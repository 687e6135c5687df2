export { RelayDirectoryModule } from './relay-directory.module.js';
