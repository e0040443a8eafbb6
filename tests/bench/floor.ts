/** The least that the platform lets each thing cost: what the engine is compared with. */
import type { Bytes } from '#lib/domain/bytes.ts';

/** As large as a record of the engine, or an entry of its log. */
const rowBytes = 600;

/** One object store and one row a transaction, `strict`: the least that a write can be. */
export async function openStrictWrites(databaseName: string): Promise<() => Promise<void>> {
	const database = await new Promise<IDBDatabase>((resolve, reject) => {
		const request = indexedDB.open(databaseName, 1);
		request.onupgradeneeded = () => request.result.createObjectStore('rows');
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('the database does not open'));
	});
	const row = new Uint8Array(rowBytes).fill(7);
	let number = 0;
	return () =>
		new Promise((resolve, reject) => {
			const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
			transaction.oncomplete = () => resolve();
			transaction.onabort = () => reject(transaction.error ?? new Error('nothing was written'));
			transaction.objectStore('rows').put(row, ++number);
		});
}

/** AES-256-GCM of one plaintext under one key, a fresh nonce each time. */
export async function aesGcm(plaintext: Bytes) {
	const { subtle } = crypto;
	const key = await newAesKey();
	const fixed = { name: 'AES-GCM', iv: new Uint8Array(12) };
	const ciphertext = await subtle.encrypt(fixed, key, plaintext);
	return {
		encrypt: () =>
			subtle.encrypt(
				{ name: 'AES-GCM', iv: crypto.getRandomValues(new Uint8Array(12)) },
				key,
				plaintext
			),
		decrypt: () => subtle.decrypt(fixed, key, ciphertext)
	};
}

export function newAesKey(): Promise<CryptoKey> {
	return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** RSA-OAEP decryption of 32 bytes under one key pair. */
export async function rsaOaepDecryption(
	modulusLength: 2048 | 4096
): Promise<() => Promise<ArrayBuffer>> {
	const { subtle } = crypto;
	const { publicKey, privateKey } = await subtle.generateKey(
		{
			name: 'RSA-OAEP',
			modulusLength,
			publicExponent: Uint8Array.of(1, 0, 1),
			hash: 'SHA-256'
		},
		false,
		['encrypt', 'decrypt']
	);
	const ciphertext = await subtle.encrypt({ name: 'RSA-OAEP' }, publicKey, new Uint8Array(32));
	return () => subtle.decrypt({ name: 'RSA-OAEP' }, privateKey, ciphertext);
}
