import { inEachLanguage } from './texts.ts';

export const aboutMessages = inEachLanguage('aboutMessages');
