import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Card } from '../../../shared/ui/Card.js';
import { Loaded } from '../../../shared/ui/Loaded.js';
import { Notice } from '../../../shared/ui/Notice.js';
import { PageHeader } from '../../../shared/ui/PageHeader.js';
import { StepNumber } from '../../../shared/ui/StepNumber.js';
import { publicUrl } from '../lease-facts.js';
import { directoryQuery } from '../relay-queries.js';
import type { RelayFacts } from '../relay-types.js';
import { ChooseStep, offers } from './ChooseStep.js';
import { CommandLine } from './CommandLine.js';
import { InstallStep } from './InstallStep.js';
import { exposeCommand, isName, isPort, type Publication } from './publish-command.js';

/** From nothing to a public address, in the order in which it is done. */
export const PublishPage = () => {
  const t = useT();
  const state = useQuery(directoryQuery);
  return (
    <div className="max-w-3xl">
      <PageHeader
        title={t('relay.publish')}
        description={t('relay.publishText')}
        actions={
          <Button asChild>
            <Link to="/directory">{t('relay.directory')}</Link>
          </Button>
        }
      />
      <Loaded query={state} height="h-96">
        {({ relay }) => <Steps relay={relay} />}
      </Loaded>
    </div>
  );
};

const Steps = ({ relay }: { relay: RelayFacts }) => {
  const t = useT();
  const [chosen, setChosen] = useState<Publication>({ kind: 'http', port: '3000', name: 'demo', isHidden: false });
  // What is no longer offered is not published.
  const publication = offers(relay, chosen.kind) ? chosen : { ...chosen, kind: 'http' as const };
  const usable = {
    ...publication,
    port: isPort(publication.port) ? publication.port : '3000',
    name: isName(publication.name) ? publication.name : 'demo',
  };
  return (
    <div className="grid gap-6">
      {!relay.is_running && (
        <Notice tone="warn" title={t('relay.downTitle')}>
          {t('relay.downText')}
        </Notice>
      )}
      {relay.approval_required && <Notice>{t('relay.approvalNotice')}</Notice>}
      <Card>
        <ol className="grid grid-cols-1 gap-8">
          <Step number={1} title={t('relay.stepInstall')} text={t('relay.stepInstallText')}>
            <InstallStep relay={relay} />
          </Step>
          <Step number={2} title={t('relay.stepChoose')} text={t('relay.stepChooseText')}>
            <ChooseStep relay={relay} publication={publication} onChange={setChosen} />
          </Step>
          <Step number={3} title={t('relay.stepRun')} text={t('relay.stepRunText')}>
            <CommandLine label={t('relay.exposeCommand')} text={exposeCommand(usable, relay)} />
            <p className="mt-3 text-ink-2">
              {t('relay.result')}{' '}
              <strong className="font-medium break-words text-ink">
                {publicUrl(`${usable.name}.${relay.root_host}`, relay)}
              </strong>
              {publication.kind !== 'http' && <> {t('relay.resultPort')}</>}
            </p>
          </Step>
        </ol>
      </Card>
    </div>
  );
};

const Step = ({
  number,
  title,
  text,
  children,
}: {
  number: number;
  title: string;
  text: string;
  children: ReactNode;
}) => (
  <li className="grid grid-cols-[auto_1fr] gap-x-3.5">
    <StepNumber number={number} />
    <div className="min-w-0">
      <h2 className="text-base font-semibold">{title}</h2>
      <p className="text-ink-2">{text}</p>
    </div>
    <div className="mt-4 min-w-0 max-sm:col-span-2 sm:col-start-2">{children}</div>
  </li>
);
