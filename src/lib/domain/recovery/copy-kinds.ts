import { isPair, type CmkSpec } from '../key/kinds.ts';

/** How the user keeps a copy of key material. */
export type CopyKind = 'AGE_FILE' | 'SHARES' | 'SHEET' | 'SHOW' | 'NONE';

/**
 * Whether a copy on paper is offered: an RSA private key has 1.2 to 2.4 kB, which would be a hundred lines or more to
 * type back. What is offered has 22 lines at most.
 */
export const fitsPaper = (keySpec: CmkSpec): boolean => !keySpec.startsWith('RSA_');

/** @returns the copies that fit key material of a kind; a private key isn't written down by hand, but printed */
export function copiesOf(keySpec: CmkSpec): readonly CopyKind[] {
	const paper = fitsPaper(keySpec) ? (['SHARES', 'SHEET'] as const) : [];
	return ['AGE_FILE', ...paper, ...(isPair(keySpec) ? [] : (['SHOW'] as const)), 'NONE'];
}

/** @returns the name of the age file that holds a copy of the key material of a CMK */
export const copyFileName = (keyId: string, keySpec: CmkSpec): string =>
	`${isPair(keySpec) ? 'private-key' : 'key-material'}-${keyId.slice(0, 8)}.age`;

/** @returns the commands that open such a file with stock tools, one a line */
export function openCopyCommands(keyId: string, keySpec: CmkSpec): string {
	const file = copyFileName(keyId, keySpec);
	return isPair(keySpec)
		? `age -d -o PrivateKey.der ${file}\n${toPemCommand}`
		: `age -d -o KeyMaterial.bin ${file}`;
}

/** Writes the private key of a copy as PEM. */
export const toPemCommand = 'openssl pkey -inform DER -in PrivateKey.der -out PrivateKey.pem';
/** Writes a private key that is on paper into a file; `join-shares.py` is in docs/formats.md §6. */
export const joinSharesCommand = 'python3 join-shares.py PrivateKey.der < lines.txt';
