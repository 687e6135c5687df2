/**
 * The ICE servers of a `Link` header (RFC 9725 §4.6): `<turn:host>; rel="ice-server"; username="…"; credential="…"`.
 * Links of other kinds are left out.
 */
export const iceServersOf = (header: string | null): RTCIceServer[] => {
  const links = (header ?? '').matchAll(/<([^>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s",;]+))*)/g);
  return [...links].flatMap(([, address = '', rest = '']) => {
    const values = new Map(
      [...rest.matchAll(/;\s*([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;]+))/g)].map(
        ([, name = '', quoted, plain]) => [name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain ?? ''],
      ),
    );
    if (values.get('rel') !== 'ice-server' || !/^(stun|turn)s?:/.test(address)) return [];
    const username = values.get('username');
    const credential = values.get('credential');
    return [{ urls: address, ...(username && { username }), ...(credential && { credential }) }];
  });
};
