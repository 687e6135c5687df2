import { useT } from '../../../shared/i18n/use-t.js';
import { Checkbox } from '../../../shared/ui/Checkbox.js';
import { Field } from '../../../shared/ui/Field.js';
import { Input } from '../../../shared/ui/Input.js';
import { SegmentedControl } from '../../../shared/ui/SegmentedControl.js';
import type { RelayFacts } from '../relay-types.js';
import { NameState } from './NameState.js';
import { asName, isName, isPort, type Kind, type Publication } from './publish-command.js';

interface ChooseStepProps {
  relay: RelayFacts;
  publication: Publication;
  onChange: (publication: Publication) => void;
}

export const ChooseStep = ({ relay, publication, onChange }: ChooseStepProps) => {
  const t = useT();
  const { kind, port, name, isHidden } = publication;
  const change = (part: Partial<Publication>) => onChange({ ...publication, ...part });
  const labels = { http: t('relay.http'), tcp: t('relay.tcp'), udp: t('relay.udpKind') };
  const texts = { http: t('relay.httpText'), tcp: t('relay.tcpText'), udp: t('relay.udpText') };
  const kinds = (['http', 'tcp', 'udp'] as const).filter((one) => offers(relay, one));
  return (
    <div className="grid gap-5">
      {kinds.length > 1 && (
        <div className="grid gap-1.5">
          <SegmentedControl
            label={t('relay.kind')}
            className="justify-self-start"
            value={kind}
            onChange={(one) => change({ kind: one })}
            choices={kinds.map((value) => ({ value, label: labels[value] }))}
          />
          <p className="text-sm text-ink-3">{texts[kind]}</p>
        </div>
      )}
      <div className="grid items-start gap-5 sm:grid-cols-[9rem_1fr]">
        <Field label={t('relay.port')} error={isPort(port) ? undefined : t('relay.portWrong')}>
          <Input
            inputMode="numeric"
            autoComplete="off"
            value={port}
            onChange={(event) => change({ port: event.target.value.trim() })}
          />
        </Field>
        <div className="grid gap-1.5">
          <Field label={t('relay.name')} error={isName(name) ? undefined : t('relay.nameWrong')}>
            <Input
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={63}
              value={name}
              onChange={(event) => change({ name: asName(event.target.value) })}
            />
          </Field>
          <NameState name={name} relay={relay} />
        </div>
      </div>
      <Checkbox
        label={t('relay.leaveOut')}
        hint={t('relay.leaveOutText')}
        checked={isHidden}
        onCheckedChange={(isOn) => change({ isHidden: isOn === true })}
      />
    </div>
  );
};

/** Only what the relay gives ports for. */
export const offers = ({ tcp_enabled, udp_enabled }: RelayFacts, kind: Kind): boolean =>
  kind === 'http' || (kind === 'tcp' ? tcp_enabled : udp_enabled);
