import { languages } from '#lib/ui/messages/messages.ts';
import { loadTexts } from '#lib/ui/messages/texts.ts';

// Tests have the texts of all languages, whichever the app would load.
await Promise.all(languages.map(loadTexts));
