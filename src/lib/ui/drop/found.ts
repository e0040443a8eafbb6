import type { KmsError } from '#lib/domain/errors.ts';
import type { FileContent } from '#lib/domain/reading/content.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';

/** What is known of a file that was dropped, or of a text that was pasted; none of it is secret. */
export interface Found {
	name: string;
	fileBytes: number;
	/** `LARGE`: it is not read, and is no encrypted file */
	is: 'FOLDER' | 'VAULT_FILE' | 'ENCRYPTED_FILE' | 'SIGNATURE' | 'LARGE' | 'REFUSED' | 'READ';
	/** of a file that was read: all that it holds */
	contents: readonly FileContent[];
	/** why it was not read */
	refusal?: KmsError;
	/** the key that it names, or whose key material it is; null if this vault doesn't have it */
	owner?: KeyMetadata | null;
	/** it has the length of a key, and is printable text */
	looksLikeText?: boolean;
}

/** Whether a file is a signature, as far as its name tells: its bytes look like any others. */
export const isSignatureName = (name: string): boolean => /\.(sig|signature)$/i.test(name);

const keyStores = ['JKS', 'JCEKS', 'TINK_KEYSET', 'AGE_IDENTITY'];

/** Whether someone who has it has a key. */
export const isSecret = (content: FileContent): boolean =>
	content.kind === 'KEY_MATERIAL' ||
	content.kind === 'PRIVATE_KEY' ||
	content.kind === 'PKCS_12' ||
	(content.kind === 'CONTAINER' && keyStores.includes(content.form));

/** Of that no text becomes a file of the browser: shares together are a key. */
export const mayBeSecret = (content: FileContent): boolean =>
	isSecret(content) || (content.kind === 'CONTAINER' && content.form === 'RECOVERY_SHARES');
