import { locale } from '#lib/ui/locale.svelte.ts';

/** Kit calls it before anything is shown. */
export const init = (): Promise<void> => locale.begin();
