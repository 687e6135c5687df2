import { preferences } from '../../../shared/preferences.js';
import { ringBell } from '../screen/bell.js';
import { withModifiers, bytesOfKey, type BarKey, type StickyModifiers } from '../screen/key-bytes.js';
import { needsWarning, readPaste, type Paste } from '../screen/paste.js';
import { screenOptions } from '../screen/screen-options.js';
import { Screen } from '../screen/screen.js';
import type { TerminalSessionOptions } from '../session/session-options.js';
import { takesInput, type TerminalState } from '../session/terminal-state.js';
import { TerminalSession } from '../session/terminal-session.js';
import { changeFontSize, terminalSettings } from '../settings/terminal-settings.js';
import type { TerminalTarget } from './layout.js';
import type { EntryRoads } from './entry-roads.js';
import type { SavedPane } from './workspace-storage.js';

/** A drag sends a size a frame; programs redraw everything for each. */
const RESIZE_MS = 80;
const NO_MODIFIERS: StickyModifiers = { ctrl: false, alt: false };

export interface PaneOptions {
  id: string;
  target: TerminalTarget;
  roads: EntryRoads;
  /** A terminal this browser tab showed before, or a running session it did not. */
  saved?: SavedPane;
  session?: string;
  isShortcut: (event: KeyboardEvent) => boolean;
}

/** One terminal of the workspace: a screen, the session behind it, and the questions it has for the person. */
export class Pane {
  readonly id: string;
  readonly target: TerminalTarget;
  readonly screen: Screen;
  /** As the program calls itself (OSC 0 or 2). */
  title = '';
  /** Rang while nobody looked. */
  hasRung = false;
  bells = 0;
  /** Waits for a yes. */
  paste: Paste | undefined;
  clipboardWrite: string | undefined;
  modifiers = NO_MODIFIERS;
  isSearching = false;
  session: TerminalSession | undefined;
  private isVisible = false;
  private isStarted = false;
  private early: TerminalState = { name: 'connecting' };
  private resizeTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly unsubscribe: (() => void)[];

  constructor(private readonly options: PaneOptions) {
    this.id = options.id;
    this.target = options.target;
    this.screen = new Screen(this.look(), {
      onInput: (bytes) => this.input(bytes),
      onResize: () => this.resize(),
      onTitle: (title) => this.change({ title }),
      onBell: () => this.ring(),
      onClipboardWrite: (text) => this.change({ clipboardWrite: text }),
      onPaste: (text) => this.pasteText(text),
      onSelected: () => this.change({}),
      onPinch: (step) => changeFontSize(step),
      isShortcut: options.isShortcut,
    });
    const restyle = (): void => this.screen.configure(this.look());
    this.unsubscribe = [terminalSettings.subscribe(restyle), preferences.subscribe(restyle)];
    if (options.saved) void this.start();
  }

  get state(): TerminalState {
    return this.session?.state ?? this.early;
  }

  /** Of the server; of a terminal that is being restored, too. */
  get sessionId(): string | undefined {
    if (this.session) return this.session.place?.session;
    return this.options.saved?.place.session ?? this.options.session;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Puts the terminal into the page; the first time also begins its session, whose size is known only now. */
  show(host: HTMLElement): void {
    this.isVisible = true;
    this.screen.mount(host);
    this.change({ hasRung: false });
    if (!this.isStarted) void this.start();
  }

  hide(): void {
    this.isVisible = false;
    this.screen.unmount();
  }

  /** From the keys of the bar below a phone's terminal. */
  pressKey(key: BarKey): void {
    this.type(bytesOfKey(key, this.modifiers, this.screen.terminal.modes.applicationCursorKeysMode));
    this.change({ modifiers: NO_MODIFIERS });
  }

  type(text: string): void {
    this.input(new TextEncoder().encode(text));
  }

  toggleModifier(name: keyof StickyModifiers): void {
    this.change({ modifiers: { ...this.modifiers, [name]: !this.modifiers[name] } });
  }

  pasteText(raw: string): void {
    const paste = readPaste(raw);
    if (!paste.text) return;
    const isBracketed = this.screen.terminal.modes.bracketedPasteMode;
    if (needsWarning(paste, terminalSettings.get().pasteWarning, isBracketed)) this.change({ paste });
    else this.screen.terminal.paste(paste.text);
  }

  /** The answer to a paste that waits. */
  settlePaste(isWanted: boolean): void {
    if (isWanted && this.paste) this.screen.terminal.paste(this.paste.text);
    this.change({ paste: undefined });
    this.screen.focus();
  }

  settleClipboardWrite(): void {
    this.change({ clipboardWrite: undefined });
  }

  find(isSearching: boolean): void {
    this.change({ isSearching });
    if (isSearching) return;
    this.screen.search.clearDecorations();
    this.screen.focus();
  }

  /** A new session where one ended or was refused. */
  restart(): void {
    if (!this.session) {
      void this.start();
      return;
    }
    if (this.session.startedAt !== undefined) this.screen.beginAnew();
    this.change({ title: '' });
    this.session.restart();
    this.screen.focus();
  }

  /** Undefined when a reload should begin anew. */
  save(lines: number): SavedPane | undefined {
    const place = this.session?.place;
    return place && { place, screen: this.screen.snapshot(lines), title: this.title };
  }

  /** With `end`, the program goes too; otherwise it waits for whoever comes back. */
  dispose({ end }: { end: boolean }): void {
    if (end) this.session?.end();
    else this.session?.dispose();
    clearTimeout(this.resizeTimer);
    for (const unsubscribe of this.unsubscribe) unsubscribe();
    this.screen.dispose();
  }

  private async start(): Promise<void> {
    this.isStarted = true;
    const { roads, saved, session, target } = this.options;
    try {
      const path = await roads.pathOf(target);
      if (saved) {
        await this.screen.restore(saved.screen);
        this.title = saved.title;
      }
      const resume: TerminalSessionOptions['resume'] = saved?.place ?? (session ? { session } : undefined);
      this.session = new TerminalSession({
        path,
        screen: this.screen,
        dial: roads.dial,
        diagnose: () => roads.diagnose(target),
        network: globalThis,
        ...(resume && { resume }),
      });
      this.session.subscribe(() => this.change({}));
      this.session.connect();
      if (this.isVisible) this.screen.fit();
    } catch (error) {
      this.early = { name: 'refused', ...roads.refusalOf(error) };
    }
    this.change({});
  }

  private input(bytes: Uint8Array): void {
    const { session, modifiers } = this;
    if (!session) return;
    if (!takesInput(session.state)) {
      // Enter below "the session ended" is the shortest way to a new one.
      if (session.state.name === 'ended' && bytes.length === 1 && bytes[0] === 0x0d) this.restart();
      return;
    }
    if (modifiers === NO_MODIFIERS) session.send(bytes);
    else {
      session.send(new TextEncoder().encode(withModifiers(new TextDecoder().decode(bytes), modifiers)));
      this.change({ modifiers: NO_MODIFIERS });
    }
  }

  private ring(): void {
    if (terminalSettings.get().bell === 'sound') ringBell();
    this.change({ bells: this.bells + 1, hasRung: this.hasRung || !this.isVisible });
  }

  private resize(): void {
    clearTimeout(this.resizeTimer);
    this.resizeTimer = setTimeout(() => {
      this.session?.resize();
      this.change({});
    }, RESIZE_MS);
  }

  private look(): ReturnType<typeof screenOptions> {
    return screenOptions(terminalSettings.get(), document.documentElement.dataset['theme'] === 'dark');
  }

  private change(
    fields: Partial<
      Pick<Pane, 'title' | 'hasRung' | 'bells' | 'paste' | 'clipboardWrite' | 'modifiers' | 'isSearching'>
    >,
  ): void {
    Object.assign(this, fields);
    for (const listener of this.listeners) listener();
  }
}
