import type { FileContent } from '#lib/domain/reading/content.ts';
import { isMlDsa, isPair } from '#lib/domain/key/kinds.ts';
import { isVerifyingCurve, verifyingAlgorithms } from '#lib/domain/key/verifying.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';
import { isSecret, type Found } from './found.ts';

/** What can be done with what was found, and where that is. */
export type WayKind =
	/** into a key, with an import of it */
	| 'IMPORT'
	/** as new key material: to be encrypted for an import */
	| 'ENCRYPT_FOR_IMPORT'
	/** the same, where no key waits for any */
	| 'CREATE_KEY'
	| 'DECRYPT'
	| 'DECRYPT_FILES'
	| 'ENCRYPT_FILES'
	| 'OPEN_VAULT_FILE'
	| 'TEST_COPY'
	| 'WRAP'
	/** a public key, to verify a signature with */
	| 'VERIFY_WITH'
	/** a public key, to agree on a secret with its holder */
	| 'AGREE_WITH'
	/** a signature, by its name */
	| 'VERIFY';

/** One of them. `keys`: to choose from, the likeliest first; empty where it needs none. */
export interface Way {
	kind: WayKind;
	keys: readonly KeyMetadata[];
}

/**
 * Of key material that isn't encrypted, only what is meant for it.
 *
 * @param keys - of the vault
 * @param shown - the id of the key whose page is shown: it comes first
 */
export function waysOn(
	found: readonly Found[],
	keys: readonly KeyMetadata[],
	shown?: string
): Way[] {
	const contents = found.flatMap((one) => one.contents);
	const has = (...kinds: FileContent['kind'][]) =>
		contents.some(({ kind }) => kinds.includes(kind));
	const all = (is: Found['is']) => found.length > 0 && found.every((one) => one.is === is);
	const owners = found.flatMap(({ owner }) => owner ?? []);
	const ofShown = (key: KeyMetadata) => Number(key.KeyId === shown);
	const way = (kind: WayKind, some: readonly KeyMetadata[]): Way[] =>
		some.length > 0 ? [{ kind, keys: some.toSorted((a, b) => ofShown(b) - ofShown(a)) }] : [];
	const importing = keys.filter((key) => key.ImportParameters !== null);
	const copied = (owners.length > 0 ? owners : keys).filter(
		({ Origin, Bound }) => Origin === 'EXTERNAL' && Bound
	);

	if (contents.some(isSecret)) {
		// Of what nobody has looked into further, either may be there.
		const [hasPair, hasPlain] = [has('PRIVATE_KEY', 'PKCS_12'), has('KEY_MATERIAL')];
		// Plain bytes may be the seed of an ML-DSA key.
		const fits = ({ KeySpec }: KeyMetadata) =>
			hasPair === hasPlain || isPair(KeySpec) === hasPair || (hasPlain && isMlDsa(KeySpec));
		const into = (importing.length > 0 ? importing : owners.filter(canBeImported)).filter(fits);
		return [
			...way('TEST_COPY', owners.length > 0 ? copied : []),
			...(into.length > 0
				? way('ENCRYPT_FOR_IMPORT', into)
				: [{ kind: 'CREATE_KEY', keys: [] } as const])
		];
	}

	const isOwned = found.some(({ owner }) => owner !== undefined);
	const ways: Way[] = [
		// With a token of a cloud, the encrypted key is for that cloud.
		...(has('ENCRYPTED_KEY', 'IMPORT_TOKEN') && !has('CLOUD_TOKEN')
			? way('IMPORT', isOwned ? owners : fitting(importing, contents))
			: []),
		...(contents.some(canWrap) ? [{ kind: 'WRAP', keys: [] } as const] : []),
		...(contents.some(canVerify) ? [{ kind: 'VERIFY_WITH', keys: [] } as const] : []),
		...(contents.some(canAgree) ? [{ kind: 'AGREE_WITH', keys: [] } as const] : []),
		...(found.some(({ is }) => is === 'SIGNATURE') ? [{ kind: 'VERIFY', keys: [] } as const] : []),
		...(found.length === 1 && has('CIPHERTEXT_BLOB') ? way('DECRYPT', owners) : []),
		...(all('ENCRYPTED_FILE') ? [{ kind: 'DECRYPT_FILES', keys: [] } as const] : []),
		...(found.length === 1 && all('VAULT_FILE')
			? [{ kind: 'OPEN_VAULT_FILE', keys: [] } as const]
			: []),
		...(has('AGE_FILE') || contents.some(isShare) ? way('TEST_COPY', copied) : [])
	];
	const isForKeys = has('ENCRYPTED_KEY', 'IMPORT_TOKEN', 'CLOUD_TOKEN', 'CIPHERTEXT_BLOB');
	return ways.length > 0 || found.length === 0 || isForKeys
		? ways
		: [{ kind: 'ENCRYPT_FILES', keys: [] }];
}

const canBeImported = (key: KeyMetadata): boolean =>
	key.AllowedOperations.includes('ImportKeyMaterial');

/** Those whose parameters the encrypted keys were made with, as far as their size tells. */
function fitting(keys: readonly KeyMetadata[], contents: readonly FileContent[]) {
	const sizes = contents.flatMap((content) =>
		content.kind === 'ENCRYPTED_KEY' ? content.wrappingKeySpec : []
	);
	return sizes.length === 0
		? keys
		: keys.filter(({ ImportParameters: set }) => set && sizes.includes(set.WrappingKeySpec));
}

const canWrap = (content: FileContent): boolean =>
	content.kind === 'PUBLIC_KEY' && content.algorithm.type === 'RSA' && !content.algorithm.fault;

const canVerify = (content: FileContent): boolean =>
	content.kind === 'PUBLIC_KEY' && verifyingAlgorithms(content.algorithm).length > 0;

const canAgree = (content: FileContent): boolean =>
	content.kind === 'PUBLIC_KEY' &&
	content.algorithm.type === 'EC' &&
	isVerifyingCurve(content.algorithm.curve);

const isShare = (content: FileContent): boolean =>
	content.kind === 'CONTAINER' && content.form === 'RECOVERY_SHARES';
