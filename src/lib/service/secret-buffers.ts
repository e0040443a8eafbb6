/** The parameters and answers whose bytes are secret: each is moved or wiped, so that no copy stays behind. */
const secretNames: ReadonlySet<string> = new Set([
	'Passphrase',
	'CurrentPassphrase',
	'NewPassphrase',
	'KeyMaterial',
	'Plaintext',
	'EncryptedText',
	'KeyMaterialToShow',
	'RecoveryTexts'
]);

/** @returns the secret bytes of a request or a response, whether or not the rest of it is well formed */
export function secretBytes(message: unknown): Uint8Array[] {
	return bytesNamed(message, (name) => secretNames.has(name));
}

/** @returns the bytes of a copy of key material that a request hands over to be tested */
export function copyBytes(request: unknown): Uint8Array[] {
	const { Copy } = Object(request) as { Copy?: unknown };
	return bytesNamed(Copy, () => true);
}

function bytesNamed(message: unknown, wanted: (name: string) => boolean): Uint8Array[] {
	return Object.entries(Object(message) as object).flatMap(([name, value]: [string, unknown]) =>
		wanted(name) && value instanceof Uint8Array ? [value] : []
	);
}
