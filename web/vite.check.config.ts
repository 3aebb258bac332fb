import { createHash } from 'node:crypto';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { languages, readTexts, texts } from './build/texts.ts';

// The page that checks a record offline: one file with everything in it, dist/check.html.
export default defineConfig({
  plugins: [react(), texts(), whereNoScriptRuns(), viteSingleFile(), policyOfContent()],
  build: {
    target: 'es2022',
    emptyOutDir: false,
    copyPublicDir: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rollupOptions: { input: 'check.html' },
  },
});

/** What stands in the page until its script runs: where a server's own policy forbids that, it says what to do. */
function whereNoScriptRuns(): Plugin {
  const sentences = languages.map((language) => `<p lang="${language}">${readTexts(language)['check.unrun']}</p>`);
  return {
    name: 'trucewatch-where-no-script-runs',
    transformIndexHtml: (html) =>
      html.replace('<!-- check.unrun -->', `<div class="unrun">${sentences.join('')}</div>`),
  };
}

/**
 * Writes the page's own Content-Security-Policy: only the script and the style that are in the file run, named by their
 * SHA-256, and nothing can be sent or fetched.
 */
function policyOfContent(): Plugin {
  const sums = (html: string, element: string) =>
    [...html.matchAll(new RegExp(`<${element}[^>]*>([\\s\\S]*?)</${element}>`, 'g'))].map(
      ([, text]) => `'sha256-${createHash('sha256').update(text!).digest('base64')}'`,
    );
  return {
    name: 'trucewatch-content-policy',
    enforce: 'post',
    generateBundle: {
      order: 'post', // after everything is in the file
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'asset' || !file.fileName.endsWith('.html')) continue;
          const html = String(file.source);
          const frame = html.replace(/(<(script|style)[^>]*>)[\s\S]*?(<\/\2>)/g, '$1$3');
          if (/(src|href)="(?!data:)/.test(frame)) throw new Error(`${file.fileName} asks for another file`);
          const policy = [
            "default-src 'none'",
            "connect-src 'none'",
            `script-src ${sums(html, 'script').join(' ')}`,
            `style-src ${sums(html, 'style').join(' ')}`,
            'font-src data:',
            'img-src data:',
            "base-uri 'none'",
            "form-action 'none'",
          ].join('; ');
          file.source = html.replace(
            '<meta charset="utf-8" />',
            `<meta charset="utf-8" />\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
          );
        }
      },
    },
  };
}
