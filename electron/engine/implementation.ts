import { implement } from '@orpc/server';
import { contract } from '../../shared/contract/contract.ts';

/** The contract, to be implemented procedure by procedure. */
export const implementation = implement(contract);
