export { DmModule } from './dm.module.js';
