import './look/fonts.css';
import './look/tokens.css';
import './look/base.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ApiError } from './api/client';
import { App } from './App';
import { startTheme } from './frame/theme';
import { languageOf, startWords } from './words/words';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.problem.status >= 400),
    },
  },
});

function Speaking() {
  const { i18n } = useTranslation();
  return (
    <I18nProvider locale={i18n.language}>
      <App />
    </I18nProvider>
  );
}

startTheme();
await startWords(languageOf(new URLSearchParams(location.search)));
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Speaking />
    </QueryClientProvider>
  </StrictMode>,
);
