import { Cross2Icon, PlayIcon } from '@radix-ui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type RefObject } from 'react';
import { api, body } from '../../../shared/api/client.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Field } from '../../../shared/ui/Field.js';
import { IconButton } from '../../../shared/ui/IconButton.js';
import { Input } from '../../../shared/ui/Input.js';
import { Kbd } from '../../../shared/ui/Kbd.js';
import { FormProblem } from '../../../shared/ui/Notice.js';
import { useForm } from '../../../shared/ui/use-form.js';
import { clipsQuery } from './clip-queries.js';
import { spanText, within, type Piece, type Span } from './clip-span.js';
import { ClipProgress } from './ClipProgress.js';
import { SpanBar } from './SpanBar.js';
import { useSpan } from './use-span.js';

interface ClipEditorProps {
  video: RefObject<HTMLVideoElement | null>;
  pieces: readonly Piece[];
  initialName: string;
  onClose: () => void;
}

const MAX_NAME = 100;

/** Cuts a clip out of the recording that plays above. */
export const ClipEditor = ({ video, pieces, initialName, onClose }: ClipEditorProps) => {
  const t = useT();
  const queries = useQueryClient();
  const controls = useSpan(video);
  const { start, end } = controls.span;
  const isSpan = start !== undefined && end !== undefined && end > start;
  const [made, setMade] = useState<number>();
  const form = useForm({
    initial: { name: initialName.slice(0, MAX_NAME) },
    extraFields: ['start', 'end'],
    validate: ({ name }) => ({
      ...(!name.trim() && { name: t('common.required') }),
      ...(start === undefined && { start: t('recordings.clipTime') }),
      ...(end === undefined && { end: t('recordings.clipTime') }),
      ...(start !== undefined && end !== undefined && !isSpan && { end: t('recordings.clipBackwards') }),
    }),
    save: async ({ name }) => {
      const wanted = within(pieces, { start: start!, end: end! });
      const clip = await body(api.POST('/api/vods/clips', { body: { ...wanted, name: name.trim() } }));
      setMade(clip.id);
      await queries.invalidateQueries({ queryKey: clipsQuery.queryKey });
    },
  });
  const edge = (name: keyof Span, label: string, key: string) => (
    <Field label={label} error={form.errors[name]} className="min-w-0">
      <TimeInput
        value={controls.texts[name]}
        onChange={(text) => controls.write(name, text)}
        hereLabel={t('recordings.clipHere', { edge: label })}
        keyName={key}
        onHere={() => controls.setHere(name)}
      />
    </Field>
  );

  return (
    <section aria-label={t('recordings.clipMake')} className="rounded-lg border border-line bg-canvas p-4">
      <div className="mb-3 flex items-center justify-between gap-3">
        <h3 className="font-semibold">{t('recordings.clipMake')}</h3>
        <IconButton size="sm" label={t('recordings.clipClose')} icon={<Cross2Icon />} onClick={onClose} />
      </div>
      <form onSubmit={form.submit} noValidate className="grid gap-4">
        <FormProblem problem={form.problem} />
        <SpanBar span={controls.span} position={controls.position} duration={controls.duration} />
        <div className="grid gap-4 sm:max-lg:grid-cols-2">
          {edge('start', t('recordings.clipStart'), 'I')}
          {edge('end', t('recordings.clipEnd'), 'O')}
        </div>
        <Field label={t('recordings.clipName')} error={form.errors['name']} hint={t('recordings.clipHint')}>
          <Input
            value={form.values.name}
            maxLength={MAX_NAME}
            autoComplete="off"
            onChange={({ target }) => form.set('name', target.value)}
          />
        </Field>
        <div className="flex flex-wrap items-center justify-end gap-2">
          <p className="basis-full text-sm text-ink-2 tabular-nums">
            {isSpan && t('recordings.clipLength', { time: spanText(end - start) })}
          </p>
          <Button onClick={controls.preview} disabled={!isSpan}>
            <PlayIcon aria-hidden />
            {t('recordings.clipPreview')}
          </Button>
          <Button type="submit" variant="primary" busy={form.isBusy}>
            {t('recordings.clipSave')}
          </Button>
        </div>
      </form>
      {made !== undefined && <ClipProgress id={made} />}
    </section>
  );
};

interface TimeInputProps {
  value: string;
  onChange: (text: string) => void;
  hereLabel: string;
  keyName: string;
  onHere: () => void;
}

/** A time, and a button that takes the player's. What `Field` gives belongs to the input. */
const TimeInput = ({ value, onChange, hereLabel, keyName, onHere, ...field }: TimeInputProps) => {
  const t = useT();
  return (
    <div className="flex gap-2">
      <Input
        {...field}
        value={value}
        autoComplete="off"
        spellCheck={false}
        className="tabular-nums"
        onChange={({ target }) => onChange(target.value)}
      />
      <Button aria-label={hereLabel} onClick={onHere}>
        {t('recordings.clipNow')}
        <span aria-hidden>
          <Kbd>{keyName}</Kbd>
        </span>
      </Button>
    </div>
  );
};
