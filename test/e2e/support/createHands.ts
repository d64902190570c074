import type { Locator, Page } from 'playwright-core';
import { text, word } from '../../../shared/text/text.ts';
import type { TextKey, TextParams } from '../../../shared/text/text.ts';

type Place = 'environments' | 'notifications' | 'sending' | 'diagnosis' | 'account' | 'settings';
type HomeAct =
  | 'open-drawing'
  | 'choose-file'
  | 'update'
  | 'export-listing'
  | 'start-review'
  | 'complete-review'
  | 'compare';

/** A user at the window: finds things by what they are and what they are called, in Portuguese, never by their insides. */
export interface Hands {
  button(key: TextKey, params?: TextParams): Locator;
  press(key: TextKey, params?: TextParams): Promise<void>;
  heading(key: TextKey, params?: TextParams): Locator;
  /** Where a sentence stands. */
  sentence(key: TextKey, params?: TextParams): Locator;
  field(key: TextKey): Locator;
  /** A tab of the screen, whatever number stands behind its name. */
  tab(key: TextKey, params?: TextParams): Locator;
  goTo(place: Place): Promise<void>;
  /** Asks for a new environment by the button that is always there; an empty list offers it too. */
  newEnvironment(): Promise<void>;
  /** The one status sentence of the frame. */
  status(): Locator;
  /** The word of an environment's state, with the version it names. */
  badge(state: string, version: number): Locator;
  dialog(): Locator;
  /** A row of the home list. */
  row(name: string): Locator;
  /** The button of the row's due act. */
  act(act: HomeAct, name: string): Locator;
}

const escape = (words: string): string => words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

export function createHands(page: Page): Hands {
  const button: Hands['button'] = (key, params) =>
    page.getByRole('button', { name: text(key, params), exact: true });
  return {
    button,
    press: (key, params) => button(key, params).click(),
    heading: (key, params) => page.getByRole('heading', { name: text(key, params), exact: true }),
    sentence: (key, params) => page.getByText(text(key, params)).first(),
    field: (key) => page.getByRole('textbox', { name: text(key) }),
    tab: (key, params) =>
      page.getByRole('main').getByRole('tab', { name: new RegExp(`^${escape(text(key, params))}( \\d+)?$`) }),
    goTo: (place) =>
      page
        .getByRole('navigation')
        .getByRole('tab', { name: new RegExp(`^${escape(text(`frame.${place}`))}\\b`) })
        .click(),
    newEnvironment: () => button('home.new').first().click(),
    status: () => page.getByRole('banner').getByRole('status'),
    badge: (state, version) => page.getByText(word('environment', state, { version })).first(),
    dialog: () => page.getByRole('dialog'),
    row: (name) =>
      page.getByRole('row').filter({ has: page.getByRole('button', { name: text('home.open', { name }) }) }),
    act: (act, name) =>
      page.getByRole('button', {
        name: text('home.act.of', { act: text(`home.act.${act}`), name }),
        exact: true,
      }),
  };
}
