import './fonts.css';
import '../../look/tokens.css';
import '../../look/base.css';
import './check.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CheckPage } from './CheckPage';
import { languageOf, startWords } from './words';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const show = () => (document.documentElement.dataset.theme = dark.matches ? 'dark' : 'light');
dark.addEventListener('change', show);
show();

await startWords(languageOf(location.search));
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <CheckPage />
  </StrictMode>,
);
