import { useEffect, useState } from 'react';
import { useT } from '../i18n/use-t.js';
import { copyText } from './copy-text.js';
import { toast } from './toast.js';

const SHOWN_MS = 1600;

/** Copies a text at a click; says for a moment that it did, and in a notice that it could not. */
export const useCopied = (text: string): { isCopied: boolean; copy: () => Promise<void> } => {
  const t = useT();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async (): Promise<void> => {
    if (await copyText(text)) setCopied(true);
    else toast.error(t('common.copyFailed'));
  };
  return { isCopied, copy };
};
