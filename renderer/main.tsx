import { createDOMRenderer, RendererProvider } from '@fluentui/react-components';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import './app/page.css';
import { connectEngine } from './bridge/engine.ts';
import { startText } from './text/language.ts';

/** The page's nonce: without it the content policy refuses every style element. Browsers hide it from selectors, not from this property. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
const styles = createDOMRenderer(document, { styleElementAttributes: { nonce } });

const place = document.querySelector('#root');
if (place === null) throw new Error('the page has no #root');

startText();
connectEngine();
createRoot(place).render(
  <StrictMode>
    <RendererProvider renderer={styles} targetDocument={document}>
      <App />
    </RendererProvider>
  </StrictMode>,
);
