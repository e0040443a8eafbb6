import { inEachLanguage } from './texts.ts';

/** Rotation of a key that Airlock made. */
export const rotationMessages = inEachLanguage('rotationMessages');
