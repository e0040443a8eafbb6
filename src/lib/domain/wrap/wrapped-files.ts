import { encodeByokFile } from './byok-file.ts';
import { toBase64, toHex, utf8, type Bytes } from '../bytes.ts';
import type { WrappedForm } from './wrap-targets.ts';

/** The names of what is handed out; commands use them as they stand here, so none needs quoting in a shell. */
export const wrappedFileNames: Record<WrappedForm, string> = {
	BINARY: 'EncryptedKeyMaterial.bin',
	BASE64: 'EncryptedKeyMaterial.b64',
	HEX: 'EncryptedKeyMaterial.hex',
	BYOK: 'KeyTransferPackage.byok'
};
/** The name of the file that an import token comes in. */
export const importTokenFileName = 'ImportToken.bin';

/**
 * @param kid - of Azure's key exchange key; for BYOK only
 * @returns the encrypted key in one form. The texts are one line without a line break at the end, since a command
 * substitution is not the only way to read them
 */
export function encodeWrapped(form: WrappedForm, wrapped: Bytes, kid: string): Bytes {
	switch (form) {
		case 'BINARY':
			return wrapped;
		case 'BASE64':
			return utf8(toBase64(wrapped));
		case 'HEX':
			return utf8(toHex(wrapped));
		case 'BYOK':
			return encodeByokFile(kid, wrapped);
	}
}
