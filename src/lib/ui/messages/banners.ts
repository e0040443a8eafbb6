import { inEachLanguage } from './texts.ts';

/** What stands above every page while something is wrong with the vault or the clock. */
export const bannerMessages = inEachLanguage('bannerMessages');
