import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { errorText } from '../api/error-text.js';
import { useT } from '../i18n/use-t.js';
import { ConfirmDialog } from './ConfirmDialog.js';
import { toast } from './toast.js';

interface ConfirmActionProps<S> {
  /** What it is about; the dialog is open while there is something. */
  subject: S | undefined;
  onClose: () => void;
  run: (subject: S) => Promise<unknown>;
  /** Answers that the action makes old. */
  stale: readonly QueryKey[];
  words: (subject: S) => {
    title: string;
    description: ReactNode;
    confirmLabel: string;
    /** Said by toast afterwards. */
    done: string;
    typeToConfirm?: string;
  };
}

/** Asks before something that cannot be taken back, does it, and says how it went. */
export const ConfirmAction = <S,>({ subject, onClose, run, stale, words }: ConfirmActionProps<S>) => {
  const t = useT();
  const queries = useQueryClient();
  const action = useMutation({
    mutationFn: run,
    onSuccess: (_, on) => toast.success(words(on).done),
    onError: (error) => toast.error(errorText(error, t)),
    onSettled: () => {
      onClose();
      return Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
  if (subject === undefined) return null;
  const { done: _, ...shown } = words(subject);
  return (
    <ConfirmDialog
      {...shown}
      open
      onOpenChange={(open) => !open && onClose()}
      busy={action.isPending}
      onConfirm={() => action.mutate(subject)}
    />
  );
};
