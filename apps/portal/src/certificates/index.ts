export { issueAuthority, type Issued, issueLeaf } from './issue.js';
export { CertificatesModule } from './certificates.module.js';
export { RelayCertificates } from './relay-certificates.js';
export type { ServedCertificate } from './served-certificate.js';
