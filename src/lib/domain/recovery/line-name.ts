/** Crockford's Base32: no I, L, O, U. */
export const recoveryAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** @returns how a line of a share is numbered on its sheet: after 9 come A, B and so on */
export const lineName = (line: number): string => recoveryAlphabet.charAt(line);
