import { useRef, useState, type SubmitEvent } from 'react';
import { errorText } from '../api/error-text.js';
import { useT } from '../i18n/use-t.js';
import { hasErrors, splitErrors, type FieldErrors } from './form-errors.js';

interface FormOptions<V extends object> {
  initial: V;
  /** Messages by field; an empty object lets the form through. */
  validate?: (values: V) => FieldErrors;
  /**
   * May throw `ApiError`; its field messages land beside their fields. `intent` is the value of the button that was
   * used, for forms with more than one.
   */
  save: (values: V, intent: string) => Promise<unknown>;
  /** Words for failures that are not the portal's, such as a closed browser dialog. */
  explain?: (error: unknown) => string | undefined;
  /** Field paths beyond the keys of `values` that the form shows (`config.username`). */
  extraFields?: readonly string[];
}

export interface Form<V extends object> {
  values: V;
  errors: FieldErrors;
  /** What went wrong as a whole; nothing while every complaint has a field. */
  problem: string | undefined;
  isBusy: boolean;
  set: <K extends keyof V>(name: K, value: V[K]) => void;
  submit: (event?: SubmitEvent<HTMLFormElement>) => Promise<void>;
  /** Back to the start, without complaints. */
  reset: () => void;
}

export const useForm = <V extends object>({
  initial,
  validate,
  save,
  explain,
  extraFields = [],
}: FormOptions<V>): Form<V> => {
  const t = useT();
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const running = useRef(false);

  const refuse = (found: FieldErrors, form: HTMLFormElement | undefined): void => {
    setErrors(found);
    // After React has marked them.
    requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };

  const submit = async (event?: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event?.preventDefault();
    const form = event?.currentTarget;
    const button = event?.nativeEvent.submitter;
    const intent = button instanceof HTMLButtonElement ? button.value : '';
    if (running.current) return;
    setProblem(undefined);
    const found = validate?.(values) ?? {};
    if (hasErrors(found)) return refuse(found, form);
    setErrors({});
    running.current = true;
    setBusy(true);
    try {
      await save(values, intent);
    } catch (error) {
      const { fields, others } = splitErrors(error, [...Object.keys(values), ...extraFields], t);
      if (others.length > 0) setProblem(others.join(' · '));
      else if (!hasErrors(fields)) setProblem(explain?.(error) ?? errorText(error, t));
      refuse(fields, form);
    } finally {
      running.current = false;
      setBusy(false);
    }
  };

  const set: Form<V>['set'] = (name, value) => {
    setValues((before) => ({ ...before, [name]: value }));
    setErrors(({ [String(name)]: _, ...others }) => others);
  };

  const reset = (): void => {
    setValues(initial);
    setErrors({});
    setProblem(undefined);
  };

  return { values, errors, problem, isBusy, set, submit, reset };
};
