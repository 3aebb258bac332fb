import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** The languages in which all words for people stand. */
export const languages = ['en', 'fr', 'uk', 'de', 'ru'] as const;

const folder = fileURLToPath(new URL('../../texts/', import.meta.url));
const parts = path.join(folder, 'parts');

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/** All words of one language: texts/{language}.json, and what texts/parts/*.json adds to it or says anew. */
export function readTexts(language: string): Record<string, string> {
  const whole = path.join(folder, `${language}.json`);
  const words: Record<string, string> = existsSync(whole) ? readJson(whole) : {};
  for (const file of existsSync(parts) ? readdirSync(parts).filter((f) => f.endsWith('.json')) : [])
    for (const [key, byLanguage] of Object.entries<Record<string, string>>(readJson(path.join(parts, file))))
      if (byLanguage[language] !== undefined) words[key] = byLanguage[language];
  return words;
}

/** Serves `virtual:texts/{language}`: one lazy chunk per language. `…?check` has the keys that begin with `check.` only. */
export function texts(): Plugin {
  const prefix = 'virtual:texts/';
  return {
    name: 'trucewatch-texts',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const [language, part] = id.slice(prefix.length + 1).split('?') as [string, string?];
      const words = Object.entries(readTexts(language)).filter(([key]) => !part || key.startsWith(`${part}.`));
      return `export default ${JSON.stringify(Object.fromEntries(words))}`;
    },
    configureServer(server) {
      server.watcher.add(folder);
      server.watcher.on('change', (file) => {
        if (file.startsWith(folder)) void server.restart();
      });
    },
  };
}
