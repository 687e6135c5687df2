export * from './job.js';
export * from './job-queues.js';
