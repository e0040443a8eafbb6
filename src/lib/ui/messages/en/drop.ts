/** A file that is dropped on a page, or a text that is pasted: what it is, and what can be done with it. */
export const dropMessages = {
	title: 'What this is',
	release: 'Let go: Airlock says what it is.',
	is: {
		FOLDER: 'a folder',
		VAULT_FILE: 'a vault file, by its name',
		ENCRYPTED_FILE: 'an encrypted file',
		SIGNATURE: 'a signature, by its name',
		LARGE: 'a large file, which Airlock has not read'
	},
	many: (count: number) => `${count} files`,
	of: (what: string, key: string, state: string) => `${what}, of ${key} (${state})`,
	ofNoKey: (what: string) => `${what}, of a key that isn’t in this vault`,
	secret: 'This is a key that isn’t encrypted. Airlock has kept nothing of it.',
	likeText:
		'It has the length of a key, but looks like text. If it is text, you can encrypt it under Use keys.',
	noneUnderWay:
		'No key has an import under way that this could be for. Begin one on the key’s page.',
	nothing: 'Airlock can do nothing with it.',
	unknownText: 'Airlock doesn’t know what you pasted.',
	key: 'Key',
	ways: {
		IMPORT: 'Import it',
		ENCRYPT_FOR_IMPORT: 'Encrypt it for an import',
		CREATE_KEY: 'Create a key to import it into',
		DECRYPT: 'Decrypt it',
		DECRYPT_FILES: 'Decrypt under Files',
		ENCRYPT_FILES: 'Encrypt under Files',
		OPEN_VAULT_FILE: 'Open the vault file',
		TEST_COPY: 'Test it as a copy',
		WRAP: 'Wrap a key for this public key',
		VERIFY_WITH: 'Verify a signature with it',
		AGREE_WITH: 'Agree on a secret with its holder',
		VERIFY: 'Verify the signature'
	},
	/** where there is one key only */
	into: (way: string, key: string) => `${way}: ${key}`,
	close: 'Close'
};
