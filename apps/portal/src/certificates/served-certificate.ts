/** What a TLS server presents. */
export interface ServedCertificate {
  /** Leaf first, with the issuers a client needs. */
  chainPem: string;
  /** PKCS#8. */
  keyPem: string;
}

/** Where the certificate of the relay comes from. */
export interface CertificateProvider {
  /** The one to present now. @throws Error — there is none, in words for the operator */
  load(): Promise<ServedCertificate>;
  /** Looks for a newer one; null when the one that is served is still right. */
  renew(served: ServedCertificate): Promise<ServedCertificate | null>;
}
