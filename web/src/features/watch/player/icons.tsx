/** A small screen in a large one, on the 15-pixel grid of the Radix icons. */
export const PictureIcon = () => (
  <svg width="15" height="15" viewBox="0 0 15 15" fill="none" stroke="currentColor" aria-hidden="true">
    <rect x="1" y="2.5" width="13" height="10" rx="1.5" />
    <rect x="7.5" y="7" width="4.5" height="3.5" rx="0.5" fill="currentColor" stroke="none" />
  </svg>
);
