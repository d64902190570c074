import { toEloError } from '../../../shared/domain/eloError.ts';
import type { EloError } from '../../../shared/domain/eloError.ts';
import { startReceiver } from './receiver.ts';
import type { Receiver, ReceiverPlace } from './receiver.ts';

export interface ReceivingState {
  readonly on: boolean;
  readonly place: ReceiverPlace | null;
}

export interface ReceivingOptions {
  /** As remembered over restarts. */
  readonly state: () => ReceivingState;
  readonly remember: (state: ReceivingState) => void;
  readonly onListing: (bytes: Uint8Array) => Promise<void>;
}

export interface ReceivingView {
  readonly on: boolean;
  readonly address?: string;
}

/** Turns the receiver of *Enviar URL* on and off, and on again at start where it was on. */
export interface Receiving {
  /** A receiver that cannot start is a problem to show, not a reason for the engine not to. */
  start(): Promise<void>;
  view(): ReceivingView;
  /** @throws EloError `receiver-port-taken` */
  set(on: boolean): Promise<ReceivingView>;
  problem(): EloError | null;
  stop(): Promise<void>;
}

export function createReceiving({ state, remember, onListing }: ReceivingOptions): Receiving {
  let receiver: Receiver | null = null;
  let problem: EloError | null = null;

  const open = async (): Promise<void> => {
    if (receiver !== null) return;
    receiver = await startReceiver({ place: state().place, onListing });
    problem = null;
    remember({ on: true, place: receiver.place });
  };
  const close = async (): Promise<void> => {
    const running = receiver;
    receiver = null;
    await running?.stop();
  };
  const view = (): ReceivingView =>
    receiver === null ? { on: false } : { on: true, address: receiver.address };

  return {
    view,
    problem: () => problem,
    stop: close,
    async start() {
      if (!state().on) return;
      try {
        await open();
      } catch (error) {
        problem = toEloError(error);
      }
    },
    async set(on) {
      if (on) await open();
      else {
        await close();
        problem = null;
        remember({ on: false, place: state().place });
      }
      return view();
    },
  };
}
