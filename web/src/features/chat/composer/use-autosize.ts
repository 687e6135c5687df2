import { useLayoutEffect, type RefObject } from 'react';

const fit = (field: HTMLTextAreaElement): void => {
  field.style.height = 'auto';
  const borders = field.offsetHeight - field.clientHeight;
  field.style.height = `${field.scrollHeight + borders}px`;
};

/** Makes a field as tall as its text; its style says how tall at most. */
export const useAutosize = (field: RefObject<HTMLTextAreaElement | null>, text: string): void => {
  useLayoutEffect(() => {
    if (field.current) fit(field.current);
  }, [field, text]);
};
