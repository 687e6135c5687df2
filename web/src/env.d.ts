/// <reference path="../../node_modules/xterm/typings/xterm.d.ts" />
declare module 'xterm' {
  export * from '@xterm/xterm';
}
