import 'reflect-metadata';
import { runRole } from './roles/child-role.js';

// The media role beside an api process: a child of its own, so that what happens here ends no terminal and no chat.
runRole('media');
