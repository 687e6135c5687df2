/** The ceremonies of WebAuthn Level 3. Loaded at the first passkey: its ASN.1 schemas would slow down every start. */
export const webauthn = (): Promise<typeof import('@simplewebauthn/server')> => import('@simplewebauthn/server');
