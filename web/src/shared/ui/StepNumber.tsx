/** Beside the title of a step; a list says the number already. */
export const StepNumber = ({ number }: { number: number }) => (
  <span
    aria-hidden
    className="grid size-7 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-accent-ink"
  >
    {number}
  </span>
);
