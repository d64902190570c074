import { Component } from 'react';
import type { ReactNode } from 'react';
import { EloError } from '../../shared/domain/eloError.ts';
import { useSay } from '../text/language.ts';
import { ErrorNotice } from './ErrorNotice.tsx';
import { Page } from './Page.tsx';

/** A screen that broke: the rest of the window goes on, and loading it anew brings this one back. */
function BrokenScreen() {
  const say = useSay();
  return (
    <Page title={say('frame.broken.title')}>
      <ErrorNotice
        error={new EloError('screen-failed', 'a screen threw')}
        again={() => {
          window.location.reload();
        }}
      />
    </Page>
  );
}

/**
 * Keeps a mistake in one screen from taking the whole window away. Give it another `key` for another screen: what broke
 * here must not stay in the way there.
 */
export class ScreenBoundary extends Component<
  { readonly children: ReactNode },
  { readonly broken: boolean }
> {
  override state = { broken: false };

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <BrokenScreen /> : this.props.children;
  }
}
