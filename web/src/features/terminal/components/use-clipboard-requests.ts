import { useEffect } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { copyText } from '../../../shared/ui/copy-text.js';
import { toast } from '../../../shared/ui/toast.js';
import { terminalSettings } from '../settings/terminal-settings.js';
import type { Pane } from '../workspace/pane.js';
import { usePane } from '../workspace/use-workspace.js';

/** What programs put on the clipboard by OSC 52: asked about, done or ignored, as the person chose. */
export const useClipboardRequests = (pane: Pane, name: string): void => {
  const t = useT();
  const text = usePane(pane, (it) => it.clipboardWrite);

  useEffect(() => {
    if (text === undefined) return;
    pane.settleClipboardWrite();
    const { clipboardWrite } = terminalSettings.get();
    if (clipboardWrite === 'block') return;

    const copy = async (): Promise<boolean> => {
      const isDone = await copyText(text);
      if (isDone) toast.success(t('terminal.clipDone'));
      pane.screen.focus();
      return isDone;
    };
    const ask = (): void => {
      // One question a terminal: the newest text replaces the one before.
      toast.message(t('terminal.clipTitle'), {
        id: `clipboard-${pane.id}`,
        description: `${name} · ${t('terminal.clipText', { count: [...text].length })}`,
        duration: 20_000,
        action: { label: t('terminal.copy'), onClick: () => void copy() },
        cancel: {
          label: t('terminal.clipAllow'),
          onClick: () => {
            terminalSettings.set({ clipboardWrite: 'allow' });
            void copy();
          },
        },
      });
    };
    if (clipboardWrite === 'ask') ask();
    // Without a click some browsers refuse; then there has to be one.
    else void copy().then((isDone) => isDone || ask());
  }, [pane, name, text, t]);
};
