export { Admission, type Admittance, tooMany } from './admission.js';
export { LimiterStore } from './limiter-store.js';
export { PolicyModule } from './policy.module.js';
export { RATE_LIMITS, type RateBucket, type RateLimit } from './rate-limits.js';
export { type SignInAttempt, SignInAttempts } from './sign-in-attempts.js';
