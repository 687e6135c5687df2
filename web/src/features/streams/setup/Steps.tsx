import { CheckCircledIcon } from '@radix-ui/react-icons';
import type { ReactNode } from 'react';
import type { Stream } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Spinner } from '../../../shared/ui/Spinner.js';
import { StepNumber } from '../../../shared/ui/StepNumber.js';
import { LIVE } from '../stream-states.js';

/** The three steps from a new stream to being on the air; `children` are the fields of the first. */
export const Steps = ({ stream, children }: { stream: Stream; children: ReactNode }) => {
  const t = useT();
  return (
    <ol className="grid gap-6">
      <Step number={1} title={t('streams.stepService')} text={t('streams.stepServiceText')}>
        {children}
      </Step>
      <Step number={2} title={t('streams.stepEncoder')} text={t('streams.stepEncoderText')} />
      <Step number={3} title={t('streams.stepGo')} text={t('streams.stepGoText')}>
        <Arrival isLive={stream.is_live === LIVE} />
      </Step>
    </ol>
  );
};

/** Whether something comes; changes by itself. */
export const Arrival = ({ isLive }: { isLive: boolean }) => {
  const t = useT();
  return (
    <p role="status" className="flex items-center gap-2 text-ink-2">
      {isLive ? <CheckCircledIcon aria-hidden className="text-good" /> : <Spinner />}
      <span className={isLive ? 'font-medium text-good' : undefined}>
        {isLive ? t('streams.arrives') : t('streams.waitingForEncoder')}
      </span>
    </p>
  );
};

interface StepProps {
  number: number;
  title: string;
  text: string;
  children?: ReactNode;
}

const Step = ({ number, title, text, children }: StepProps) => (
  <li className="grid grid-cols-[auto_1fr] gap-x-3.5">
    <StepNumber number={number} />
    <div className="min-w-0">
      <h3 className="mt-0.5 font-medium">{title}</h3>
      <p className="text-pretty text-ink-2">{text}</p>
      {children && <div className="mt-3 grid gap-3">{children}</div>}
    </div>
  </li>
);
