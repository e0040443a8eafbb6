import { locale } from '#lib/ui/words/locale.svelte.ts';
import { languages } from '#lib/domain/language.ts';
import { loadTexts, parts } from '#lib/ui/messages/texts.ts';

// Tests have all texts of all languages, whatever the app would load.
await Promise.all(languages.flatMap((language) => parts.map((part) => loadTexts(language, part))));
await locale.complete();
