import { useLayoutEffect, type RefObject } from 'react';

/** Makes a field as tall as its text; its style says how tall at most. */
export const useAutosize = (field: RefObject<HTMLTextAreaElement | null>, text: string): void => {
  useLayoutEffect(() => {
    const { current } = field;
    if (!current) return;
    current.style.height = 'auto';
    const borders = current.offsetHeight - current.clientHeight;
    current.style.height = `${current.scrollHeight + borders}px`;
  }, [field, text]);
};
