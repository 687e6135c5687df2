import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../shared/api/client.js';
import type { components } from '../../shared/api/schema.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Field } from '../../shared/ui/Field.js';
import { FormDialog } from '../../shared/ui/FormDialog.js';
import { Textarea } from '../../shared/ui/Textarea.js';
import { toast } from '../../shared/ui/toast.js';
import { useForm } from '../../shared/ui/use-form.js';
import { ImportPreview } from './ImportPreview.js';

type Entry = components['schemas']['ImportEntry'];

/** First shows what the text would give, then imports what is ticked. */
export const ImportDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const queries = useQueryClient();
  const [entries, setEntries] = useState<Entry[]>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const form = useForm({
    initial: { text: '' },
    validate: ({ text }) => (text.trim() ? {} : { text: t('common.required') }),
    save: async ({ text }) => {
      const config = { format: 'ssh_config' as const, text };
      if (!entries) {
        const preview = await body(api.POST('/api/connections/import', { body: { ...config, preview: true } }));
        setEntries(preview.entries);
        setChosen(new Set(preview.entries.filter(({ problem }) => !problem).map(({ name }) => name)));
        return;
      }
      const done = await body(
        api.POST('/api/connections/import', { body: { ...config, preview: false, names: [...chosen] } }),
      );
      await queries.invalidateQueries({ queryKey: ['connections'] });
      toast.success(t('connections.imported', { count: done.created.length }));
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      onClose={onClose}
      title={t('connections.importTitle')}
      description={t('connections.importText')}
      size="lg"
      submitLabel={entries ? t('connections.importSome', { count: chosen.size }) : t('common.continue')}
      isDisabled={entries && chosen.size === 0}
      otherButton={entries && <Button onClick={() => setEntries(undefined)}>{t('common.back')}</Button>}
    >
      {entries ? (
        <ImportPreview entries={entries} chosen={chosen} onChange={setChosen} />
      ) : (
        <Field label="~/.ssh/config" error={form.errors['text']}>
          <Textarea
            rows={12}
            autoFocus
            spellCheck={false}
            placeholder={'Host web\n  HostName web.example.com\n  User deploy'}
            value={form.values.text}
            onChange={(event) => form.set('text', event.target.value)}
            className="font-mono text-sm"
          />
        </Field>
      )}
    </FormDialog>
  );
};
