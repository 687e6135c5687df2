import 'xterm/css/xterm.css';
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { SerializeAddon } from '@xterm/addon-serialize';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { WebglAddon } from '@xterm/addon-webgl';
import { Terminal, type ITerminalOptions } from 'xterm';
import { LIMITS } from '#libs/contracts';
import type { TerminalScreen } from '../session/session-options.js';
import { hasGraphicsHardware } from './graphics.js';
import { readClipboardWrite } from './clipboard-write.js';
import { PrivateModes } from './private-modes.js';
import { watchTouch } from './touch.js';

export interface ScreenEvents {
  onInput: (bytes: Uint8Array) => void;
  onResize: (size: { cols: number; rows: number }) => void;
  /** Without control characters; at most `MAX_TITLE` long. */
  onTitle: (title: string) => void;
  onBell: () => void;
  /** A program wants this on the clipboard. */
  onClipboardWrite: (text: string) => void;
  onPaste: (text: string) => void;
  onSelected: () => void;
  /** Two fingers: one step larger or smaller. */
  onPinch: (step: 1 | -1) => void;
  /** Keys that belong to the page around the terminal. */
  isShortcut: (event: KeyboardEvent) => boolean;
}

/** What a screen shows, to show it again elsewhere. */
export interface ScreenSnapshot {
  text: string;
  cols: number;
  rows: number;
}

const MAX_TITLE = 120;
const FIT_MS = 40;
const encoder = new TextEncoder();

/** One xterm with everything it needs; it lives outside React, so that its place on the page may change. */
export class Screen implements TerminalScreen {
  readonly element = document.createElement('div');
  readonly search = new SearchAddon({ highlightLimit: 2000 });
  readonly terminal: Terminal;
  private readonly fitter = new FitAddon();
  private readonly serializer = new SerializeAddon();
  private readonly modes: PrivateModes;
  private readonly resizes = new ResizeObserver(() => this.fitSoon());
  private fitTimer: ReturnType<typeof setTimeout> | undefined;
  private webgl: WebglAddon | undefined;
  private isReplaying = false;

  constructor(
    options: ITerminalOptions,
    private readonly events: ScreenEvents,
  ) {
    this.element.className = 'size-full';
    // It takes the focus itself when it is shown; the page's heading then must not.
    this.element.setAttribute('autofocus', '');
    this.terminal = new Terminal({
      ...options,
      allowProposedApi: true,
      macOptionIsMeta: true,
      rescaleOverlappingGlyphs: true,
      linkHandler: {
        activate: (_event, uri) => openLink(uri),
        // Its text may say anything.
        hover: (_event, uri) => (this.element.title = uri),
        leave: () => (this.element.title = ''),
      },
    });
    this.terminal.loadAddon(this.fitter);
    this.terminal.loadAddon(this.search);
    this.terminal.loadAddon(this.serializer);
    this.terminal.loadAddon(new Unicode11Addon());
    this.terminal.loadAddon(new WebLinksAddon((_event, uri) => openLink(uri)));
    this.terminal.unicode.activeVersion = '11';
    this.modes = new PrivateModes(this.terminal);
    this.listen();
  }

  get size(): { cols: number; rows: number } {
    return { cols: this.terminal.cols, rows: this.terminal.rows };
  }

  /** Whether the program gets the mouse, and with it the right button. */
  get takesMouse(): boolean {
    return this.terminal.modes.mouseTrackingMode !== 'none';
  }

  write(bytes: Uint8Array, onRendered: () => void): void {
    this.terminal.write(bytes, onRendered);
  }

  clear(): void {
    this.terminal.write('\x1bc');
  }

  /** Leaves whatever a program that is gone had switched on, below what it had written. */
  beginAnew(): void {
    this.terminal.write('\x1b[?1047l\x1b[!p\x1b[?1000;1002;1003;1004;1006;2004l\x1b[0m\x1b[?25h\r\n');
  }

  replay(isReplay: boolean): void {
    this.isReplaying = isReplay;
  }

  mount(host: HTMLElement): void {
    host.append(this.element);
    if (!this.terminal.element) this.open();
    // First, because its cells are as wide as whole pixels.
    this.useWebgl();
    this.fit();
    this.resizes.observe(this.element);
  }

  /** Browsers allow a page few WebGL contexts; only what is seen needs one. */
  unmount(): void {
    clearTimeout(this.fitTimer);
    this.fitTimer = undefined;
    this.resizes.disconnect();
    this.webgl?.dispose();
    this.webgl = undefined;
    this.element.remove();
  }

  fit(): void {
    const proposed = this.fitter.proposeDimensions();
    if (!proposed || !Number.isFinite(proposed.cols) || !Number.isFinite(proposed.rows)) return;
    const cols = clamp(proposed.cols, LIMITS.terminalCols);
    const rows = clamp(proposed.rows, LIMITS.terminalRows);
    if (cols !== this.terminal.cols || rows !== this.terminal.rows) this.terminal.resize(cols, rows);
  }

  configure(options: ITerminalOptions): void {
    Object.assign(this.terminal.options, options);
    if (this.element.isConnected) this.fit();
  }

  focus(): void {
    this.terminal.focus();
  }

  /** Only as far as the bytes that were rendered; the newest `lines` of the scrollback. */
  snapshot(lines: number): ScreenSnapshot {
    return { text: this.serializer.serialize({ scrollback: lines }) + this.modes.serialize(), ...this.size };
  }

  /** Resolves when it is on the screen. */
  restore({ text, cols, rows }: ScreenSnapshot): Promise<void> {
    this.terminal.resize(cols, rows);
    return new Promise((resolve) => this.terminal.write(text, resolve));
  }

  dispose(): void {
    this.unmount();
    this.modes.dispose();
    this.terminal.dispose();
  }

  /** A drag changes the size every frame, and each one lays out all of the scrollback anew. */
  private fitSoon(): void {
    this.fitTimer ??= setTimeout(() => {
      this.fitTimer = undefined;
      this.fit();
    }, FIT_MS);
  }

  private open(): void {
    this.terminal.open(this.element);
    watchTouch(this.element, this.terminal, (step) => this.events.onPinch(step));
    // Before xterm sees it: a paste may have to be asked about first.
    const paste = (event: ClipboardEvent): void => {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.events.onPaste(event.clipboardData?.getData('text/plain') ?? '');
    };
    this.element.addEventListener('paste', paste, { capture: true });
    this.element.addEventListener('mouseup', () => this.terminal.hasSelection() && this.events.onSelected());
  }

  private listen(): void {
    const { terminal, events } = this;
    terminal.onData((text) => !this.isReplaying && events.onInput(encoder.encode(text)));
    terminal.onBinary((text) => events.onInput(Uint8Array.from(text, (char) => char.charCodeAt(0))));
    terminal.onResize((size) => events.onResize(size));
    terminal.onTitleChange((title) => events.onTitle(cleanTitle(title)));
    terminal.onBell(() => !this.isReplaying && events.onBell());
    terminal.attachCustomKeyEventHandler((event) => !events.isShortcut(event));
    terminal.parser.registerOscHandler(52, (payload) => {
      const text = readClipboardWrite(payload);
      if (text !== undefined && !this.isReplaying) events.onClipboardWrite(text);
      return true;
    });
  }

  private useWebgl(): void {
    if (this.webgl || !hasGraphicsHardware()) return;
    try {
      const webgl = new WebglAddon();
      webgl.onContextLoss(() => {
        webgl.dispose();
        this.webgl = undefined;
      });
      this.terminal.loadAddon(webgl);
      this.webgl = webgl;
    } catch {
      // The contexts of this page are used up: xterm goes on with elements of the page.
    }
  }
}

const clamp = (value: number, { min, max }: { min: number; max: number }): number =>
  Math.min(max, Math.max(min, value));

const cleanTitle = (title: string): string =>
  title
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, MAX_TITLE);

const openLink = (uri: string): void => {
  if (/^(https?|mailto):/i.test(uri)) window.open(uri, '_blank', 'noopener,noreferrer');
};
