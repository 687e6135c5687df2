import type { components } from '../../shared/api/schema.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Checkbox } from '../../shared/ui/Checkbox.js';

interface ImportPreviewProps {
  entries: readonly components['schemas']['ImportEntry'][];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

export const ImportPreview = ({ entries, chosen, onChange }: ImportPreviewProps) => {
  const t = useT();
  if (entries.length === 0) return <p className="text-ink-2">{t('connections.importNothing')}</p>;
  const toggle = (name: string, isOn: boolean) => {
    const next = new Set(chosen);
    if (isOn) next.add(name);
    else next.delete(name);
    onChange(next);
  };
  return (
    <ul className="grid gap-3">
      {entries.map(({ name, host, port, username, left_out: leftOut, problem }) => {
        const address = `${username ? `${username}@` : ''}${host}:${port}`;
        const notes = [
          problem,
          leftOut.length > 0 && t('connections.importLeftOut', { options: leftOut.join(', ') }),
        ].filter(Boolean);
        return (
          <li key={name}>
            <Checkbox
              label={name}
              disabled={problem !== null}
              checked={chosen.has(name)}
              onCheckedChange={(isOn) => toggle(name, isOn === true)}
              hint={
                <>
                  <code className="text-xs">{address}</code>
                  {notes.length > 0 && <span className="block text-warn">{notes.join(' · ')}</span>}
                </>
              }
            />
          </li>
        );
      })}
    </ul>
  );
};
