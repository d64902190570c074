/** A thread that plays Electron's utility process for the bundled engine: its way to the shell is a port. */
import { workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { PortPair } from '../../support/processes/portPairs.ts';

const { entry, parent } = workerData as { readonly entry: string; readonly parent: MessagePort };
const parentPort = new PortPair(parent);
Object.assign(process, { parentPort });
await import(entry);
parentPort.start();
