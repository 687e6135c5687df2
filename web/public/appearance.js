// Runs before the first paint, so that a reload never flashes the wrong theme. A file, because the CSP allows no inline script.
(() => {
  const read = (key) => {
    try {
      return localStorage.getItem(`portal.${key}`);
    } catch {
      return null;
    }
  };
  const root = document.documentElement;
  const theme = read('theme');
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  root.dataset.density = read('density') === 'compact' ? 'compact' : 'comfortable';
  root.lang = read('language') ?? (navigator.language.startsWith('de') ? 'de' : 'en');
})();
