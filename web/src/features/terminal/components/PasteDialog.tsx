import { useState } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Checkbox } from '../../../shared/ui/Checkbox.js';
import { Dialog } from '../../../shared/ui/Dialog.js';
import { terminalSettings } from '../settings/terminal-settings.js';
import type { Pane } from '../workspace/pane.js';
import { usePane } from '../workspace/use-workspace.js';

const SHOWN_CHARS = 2000;

/** Nothing that was pasted runs by accident. */
export const PasteDialog = ({ pane }: { pane: Pane }) => {
  const t = useT();
  const paste = usePane(pane, (it) => it.paste);
  const [isLast, setLast] = useState(false);
  const settle = (isWanted: boolean) => {
    if (isWanted && isLast) terminalSettings.set({ pasteWarning: 'unbracketed' });
    pane.settlePaste(isWanted);
  };
  return (
    <Dialog
      open={paste !== undefined}
      onOpenChange={() => settle(false)}
      title={t('terminal.pasteTitle')}
      description={t('terminal.pasteLines', { count: paste?.lines ?? 1 })}
      footer={
        <>
          <Button onClick={() => settle(false)}>{t('common.cancel')}</Button>
          <Button autoFocus variant="primary" onClick={() => settle(true)}>
            {t('terminal.pasteYes')}
          </Button>
        </>
      }
    >
      <pre
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="mb-3 max-h-56 overflow-auto rounded-md bg-sunken p-3 font-mono text-sm whitespace-pre"
      >
        {paste && paste.text.length > SHOWN_CHARS ? `${paste.text.slice(0, SHOWN_CHARS)}…` : paste?.text}
      </pre>
      <Checkbox
        checked={isLast}
        onCheckedChange={(checked) => setLast(checked === true)}
        label={t('terminal.pasteUnbracketedOnly')}
      />
    </Dialog>
  );
};
