/** A path of this app to go back to after signing in; anything that could lead elsewhere becomes the dashboard. */
export const safeReturnPath = (path: unknown): string => {
  if (typeof path !== 'string' || !path.startsWith('/') || /^\/[/\\]/.test(path)) return '/';
  try {
    const url = new URL(path, 'http://portal.invalid');
    if (url.origin !== 'http://portal.invalid' || isSignInPage(url.pathname)) return '/';
    return url.pathname + url.search + url.hash;
  } catch {
    return '/';
  }
};

const isSignInPage = (pathname: string): boolean => /^\/(login|register|welcome)(\/|$)/.test(pathname);
