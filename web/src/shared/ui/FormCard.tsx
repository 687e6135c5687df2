import type { ReactNode } from 'react';
import { useT } from '../i18n/use-t.js';
import { Button } from './Button.js';
import { Card } from './Card.js';
import { FormProblem } from './Notice.js';
import type { Form } from './use-form.js';

interface FormCardProps<V extends object> {
  form: Form<V>;
  title: string;
  description?: string;
  submitLabel?: string;
  children: ReactNode;
}

/** A card that is a form: fields above, one button below. */
export const FormCard = <V extends object>({ form, title, description, submitLabel, children }: FormCardProps<V>) => {
  const t = useT();
  return (
    <form onSubmit={form.submit} noValidate>
      <Card
        title={title}
        description={description}
        footer={
          <Button type="submit" variant="primary" busy={form.isBusy}>
            {submitLabel ?? t('common.save')}
          </Button>
        }
      >
        <div className="grid gap-5">
          <FormProblem problem={form.problem} />
          {children}
        </div>
      </Card>
    </form>
  );
};
