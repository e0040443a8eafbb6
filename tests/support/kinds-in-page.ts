/** Every kind of key made, sealed, opened and used, for an engine that runs no unit tests. */
import { deriveSecret } from '#lib/crypto/key-agreement.ts';
import { generateSealedMacKey, macUnderSealedKey } from '#lib/crypto/key-mac.ts';
import { generateKeyPair } from '#lib/crypto/key-pair.ts';
import { exportPkcs8, importPair } from '#lib/crypto/imported-pair.ts';
import { sealKey } from '#lib/crypto/seal.ts';
import { openSigningKey, sign, verify } from '#lib/crypto/signature.ts';
import { equalBytes, utf8 } from '#lib/domain/bytes.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import {
	algorithmsOf,
	cmkSpecs,
	isMacKey,
	isPair,
	type MacAlgorithm,
	type PairSpec,
	type SigningAlgorithm
} from '#lib/domain/key/kinds.ts';

const place = utf8('place');
const message = utf8('message');

/** @returns what became of each kind: what it did, or that this browser has no such keys */
export async function useEveryKind(): Promise<Record<string, string>> {
	const cipher = { name: 'AES-GCM', length: 256 };
	const usages = ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'] as const;
	const sealingKey = await crypto.subtle.generateKey(cipher, false, usages);
	const outcomes: Record<string, string> = {};

	async function newPair(keySpec: PairSpec) {
		const made = await generateKeyPair(keySpec);
		const { publicKey } = made;
		let { privateKey } = made;
		// A pair that comes from elsewhere is the same one.
		const imported = await importPair(await exportPkcs8(privateKey), keySpec);
		if (!equalBytes(imported.publicKey, publicKey)) throw new Error('another public key');
		privateKey = imported.privateKey;
		return { publicKey, sealed: await sealKey(sealingKey, 'pkcs8', privateKey, place) };
	}

	async function signs(keySpec: PairSpec): Promise<string> {
		const { publicKey, sealed } = await newPair(keySpec);
		const algorithms = algorithmsOf({ keySpec, keyUsage: 'SIGN_VERIFY' }) as SigningAlgorithm[];
		for (const algorithm of algorithms) {
			const opened = await openSigningKey(sealingKey, sealed, place, keySpec, algorithm);
			if (!opened) return `${algorithm}: not opened`;
			const signature = await sign(opened, message, keySpec, algorithm);
			if (!(await verify(publicKey, message, signature, keySpec, algorithm)))
				return `${algorithm}: not verified`;
			if (await verify(publicKey, place, signature, keySpec, algorithm))
				return `${algorithm}: another message verified`;
		}
		return 'signs';
	}

	async function agrees(keySpec: PairSpec): Promise<string> {
		const [one, two] = [await newPair(keySpec), await newPair(keySpec)];
		const secret = await deriveSecret(sealingKey, one.sealed, place, keySpec, two.publicKey);
		const other = await deriveSecret(sealingKey, two.sealed, place, keySpec, one.publicKey);
		return secret && other && equalBytes(secret, other) ? ` and agrees on ${secret.length}` : '';
	}

	// The larger RSA keys differ in nothing but their length, and take seconds.
	const larger: readonly string[] = ['RSA_3072', 'RSA_4096'];
	for (const keySpec of cmkSpecs.filter((one) => !larger.includes(one)))
		try {
			if (isPair(keySpec)) {
				const agreement = keySpec.startsWith('ECC_NIST_P') ? await agrees(keySpec) : '';
				outcomes[keySpec] = `${await signs(keySpec)}${agreement}`;
			} else if (isMacKey(keySpec)) {
				const [algorithm] = algorithmsOf({ keySpec, keyUsage: 'GENERATE_VERIFY_MAC' });
				const sealed = await generateSealedMacKey(sealingKey, place, keySpec);
				const way = [sealed, place, algorithm as MacAlgorithm, message] as const;
				const tag = await macUnderSealedKey(sealingKey, ...way);
				outcomes[keySpec] = `makes ${tag?.length}`;
			}
		} catch (error) {
			outcomes[keySpec] = isKmsError(error, 'InvalidParameter')
				? error.details.rule
				: String(error);
		}
	return outcomes;
}
