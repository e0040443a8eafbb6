/** Key material that was unwrapped, as the CMK that it is for takes it: the secret, or the pair. */
import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { privateKeyIn } from '#lib/domain/import/private-key-fault.ts';
import type { Cmk, KeyCheckValue } from '#lib/domain/key/cmk.ts';
import { asKeyMaterial, weakness, type KeyMaterial } from '#lib/domain/key/key-material.ts';
import { isPair } from '#lib/domain/key/kinds.ts';
import {
	boundCheckValue,
	boundPublicKey,
	keyCheckValue,
	macKeyCheckValue,
	publicKeyCheckValue
} from '#lib/crypto/check-value.ts';
import { importPair } from '#lib/crypto/imported-pair.ts';
import { sealKeyMaterial } from '#lib/crypto/key-material.ts';
import { sealKey } from '#lib/crypto/seal.ts';
import type { OpenVault } from '../engine/open-vault.ts';

/** What a CMK keeps of its key material. */
export interface ArrivedMaterial {
	/** binds the CMK to it, 32 bytes */
	bound: Bytes;
	/** what two parties compare; null for a secret that is too weak for its hash to be shown */
	checkValue: KeyCheckValue | null;
	/** of a pair: SubjectPublicKeyInfo, DER */
	publicKey: Bytes | null;
	/** seals it under the vault's key for key material */
	seal: (materialKey: CryptoKey, aad: Bytes) => Promise<Bytes>;
}

/**
 * @param unwrapped - the caller wipes it, after it is sealed
 * @throws {@link KmsError} `InvalidKeyMaterialLength`, `InvalidPrivateKey`
 */
export async function arrivedMaterial(
	vault: OpenVault,
	cmk: Pick<Cmk, 'keyId' | 'keySpec'>,
	unwrapped: Bytes
): Promise<ArrivedMaterial> {
	const { keyId, keySpec } = cmk;
	if (isPair(keySpec)) {
		const { privateKey, publicKey } = await pairIn(unwrapped, keySpec);
		return {
			bound: await boundPublicKey(vault.keys.checkValue, keyId, publicKey),
			checkValue: await publicKeyCheckValue(publicKey),
			publicKey,
			seal: (materialKey, aad) => sealKey(materialKey, 'pkcs8', privateKey, aad)
		};
	}
	const material = asKeyMaterial(unwrapped, keySpec);
	return {
		bound: await boundCheckValue(vault.keys.checkValue, keyId, material),
		checkValue: await shownCheckValue(material, keySpec),
		publicKey: null,
		seal: (materialKey, aad) => sealKeyMaterial(materialKey, material, aad)
	};
}

/** @returns null for a secret that could be guessed from its hash */
export async function shownCheckValue(
	secret: KeyMaterial,
	keySpec: Cmk['keySpec']
): Promise<KeyCheckValue | null> {
	if (weakness(secret)) return null;
	return keySpec === 'AES_256' ? keyCheckValue(secret) : macKeyCheckValue(secret);
}

/**
 * @param bytes - the caller wipes them
 * @throws {@link KmsError} `InvalidPrivateKey`
 */
export async function pairIn(bytes: Bytes, keySpec: Cmk['keySpec']) {
	if (!isPair(keySpec)) throw new KmsError('InternalError', {});
	const found = privateKeyIn(bytes, keySpec);
	if ('fault' in found) throw new KmsError('InvalidPrivateKey', found.fault);
	try {
		return await importPair(found.pkcs8, keySpec, found.publicStarts);
	} finally {
		wipe(found.pkcs8);
	}
}
