import { ExclamationTriangleIcon, InfoCircledIcon } from '@radix-ui/react-icons';
import type { ReactNode } from 'react';
import { cx } from './classes.js';

interface NoticeProps {
  tone?: 'bad' | 'warn' | 'accent';
  title?: string;
  children?: ReactNode;
}

const TONES = { bad: 'bg-bad-soft text-bad', warn: 'bg-warn-soft text-warn', accent: 'bg-accent-soft text-accent-ink' };

/** A sentence that matters, in a coloured box. */
export const Notice = ({ tone = 'accent', title, children }: NoticeProps) => {
  const Icon = tone === 'accent' ? InfoCircledIcon : ExclamationTriangleIcon;
  return (
    <div className={cx('flex gap-2.5 rounded-md px-3 py-2.5 text-base', TONES[tone])}>
      <Icon aria-hidden className="mt-1 shrink-0" />
      <div className="min-w-0 grow">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className="text-ink">{children}</div>}
      </div>
    </div>
  );
};

/** Why a form did not go through, where no single field is to blame. */
export const FormProblem = ({ problem }: { problem: string | undefined }) =>
  problem && (
    <div role="alert">
      <Notice tone="bad">{problem}</Notice>
    </div>
  );
