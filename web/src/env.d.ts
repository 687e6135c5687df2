/// <reference path="../../node_modules/xterm/typings/xterm.d.ts" />
declare module 'xterm' {
  export * from '@xterm/xterm';
}
/** Its package has types for the whole only; the light build leaves parts out that are not used here. */
declare module 'hls.js/light' {
  export { default } from 'hls.js';
}
