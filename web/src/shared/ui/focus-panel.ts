/**
 * Puts the focus on an opening dialog itself, so that its title is read first and no tooltip of the close button opens.
 * A field with `autoFocus` has it already, and then this is not called.
 */
export const focusPanel = (event: Event): void => {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
};
