export { X402Module } from './x402.module.js';
