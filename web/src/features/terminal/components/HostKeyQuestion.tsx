import type { TerminalPrompt } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { ShieldIcon } from '../../../shared/ui/icons.js';
import { AskCard } from './AskCard.js';
import { Fingerprint } from './Fingerprint.js';

interface HostKeyQuestionProps {
  hostkey: NonNullable<TerminalPrompt['hostkey']>;
  onAnswer: (answer: 'yes' | 'once' | 'no') => void;
}

export const HostKeyQuestion = ({ hostkey, onAnswer }: HostKeyQuestionProps) => {
  const t = useT();
  const { host, port, algorithm, fingerprint } = hostkey;
  return (
    <AskCard
      title={t('terminal.hostKeyTitle')}
      icon={<ShieldIcon className="size-5 text-accent-ink" />}
      footer={
        <>
          <Button data-first className="mr-auto" onClick={() => onAnswer('no')}>
            {t('terminal.hostKeyNo')}
          </Button>
          <Button onClick={() => onAnswer('once')}>{t('terminal.hostKeyOnce')}</Button>
          <Button variant="primary" onClick={() => onAnswer('yes')}>
            {t('terminal.hostKeyYes')}
          </Button>
        </>
      }
    >
      <p className="text-ink-2">{t('terminal.hostKeyText', { address: `${host}:${port}` })}</p>
      <Fingerprint label={t('terminal.hostKeyAlgorithm', { algorithm })} value={fingerprint} />
      <p className="text-sm text-ink-3">{t('terminal.hostKeyHow')}</p>
    </AskCard>
  );
};
