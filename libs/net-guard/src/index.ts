export { classOf, inCidr, parseAddress, parseCidr, type AddressClass, type Cidr } from './address.js';
export type { Address } from './connect.js';
export type { FetchInit } from './fetch.js';
export { ipPrefix } from './ip-prefix.js';
export { NetGuard, type DialOptions, type NetGuardOptions, type Resolver } from './net-guard.js';
export { CLOSED_POLICY, judge, type Endpoint, type NetworkPolicy, type Scope, type Verdict } from './policy.js';
export { GuardedResponse } from './response.js';
export { secure, type SecureOptions, type TlsOptions } from './secure.js';
export { canonicalHost, type Target } from './target.js';
