import type { FileContent } from './content.ts';

/**
 * @param bytes - that were read; none where it is known only what they are
 * @returns whether it is a private key in PKCS #8 or PKCS #12 that opens with a password; what else is under one, only
 * its own program opens
 */
export const isUnderPassword = (content: FileContent, bytes: Uint8Array): boolean =>
	bytes.length > 0 &&
	(content.kind === 'PKCS_12'
		? content.opens
		: content.kind === 'PRIVATE_KEY' && content.form === 'PKCS_8' && content.encrypted);
