import 'reflect-metadata';
import { runRole } from './roles/child-role.js';

// The relay role beside an api process: a child of its own, so that tunnels and everything else do not end each other.
runRole('relay');
