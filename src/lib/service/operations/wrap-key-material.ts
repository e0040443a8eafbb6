/** WrapKeyMaterial, InspectPublicKey, InspectKeyToWrap: key material on its way to another service. */
import { isKeyIdentifier } from '#lib/domain/wrap/byok-file.ts';
import { fromBase64, toHex, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { isCloudKeyId, type CloudImport } from '#lib/domain/wrap/cloud-commands.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { assertExpiration } from '#lib/domain/import/import-rules.ts';
import { isSymmetric, symmetricKeyBytes, type KeySpec } from '#lib/domain/key/key-spec.ts';
import { weakness } from '#lib/domain/key/key-material.ts';
import { assertAllowed } from '#lib/domain/key/allowed.ts';
import { parseRsaPublicKey, type RsaPublicKey } from '#lib/domain/reading/rsa-public-key.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { wrapTargetFacts, methodsFor } from '#lib/domain/wrap/wrap-targets.ts';
import {
	encodeWrapped,
	importTokenFileName,
	wrappedFileNames
} from '#lib/domain/wrap/wrapped-files.ts';
import { encryptAgeFile } from '#lib/crypto/age-file.ts';
import { keyCheckValue } from '#lib/crypto/check-value.ts';
import { generatePrivateKey, importPrivateKey } from '#lib/crypto/private-key.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { sha256 } from '#lib/crypto/sha256.ts';
import { wrapForCloud } from '#lib/crypto/wrap-for-cloud.ts';
import type { Request } from '../api.ts';
import type { KeyComparison, NamedFile } from '../api/wrapping.ts';
import type { OperationContext, OperationFunction } from '../engine/context.ts';
import { asFilePassphrase } from '../engine/passphrase.ts';
import { exportableMaterial } from './use-key.ts';
import { firstKeyIn } from './locked-keys.ts';
import { wrapBundle } from '../handouts/wrap-bundle.ts';

type WrapRequest = Request<'WrapKeyMaterial'>;

/** What is wrapped: raw bytes, or a private key as PKCS #8. Whoever holds it wipes it. */
interface Payload {
	bytes: Bytes;
	comparison: KeyComparison;
}

const longestImportToken = 10 * 1024;

const refuse = (parameter: keyof WrapRequest, rule: string) =>
	new KmsError('InvalidParameter', { parameter, rule });

/** Everything that can be refused before there is any key material. @returns the wrapping key */
function assertWrappable(request: WrapRequest): RsaPublicKey {
	const { Target, KeySpec, WrappingAlgorithm, KeyMaterial, KeyId, Copy } = request;
	const facts = wrapTargetFacts[Target];
	const publicKey = parseRsaPublicKey(request.PublicKey);
	const { modulusBits } = publicKey;
	if (!facts.wrappingKeyBits.includes(modulusBits))
		throw refuse('PublicKey', `RSA_OF_${facts.wrappingKeyBits.join('_OR_')}_BITS`);
	if (!facts.keySpecs.includes(KeySpec)) throw refuse('KeySpec', 'TAKEN_BY_TARGET');
	if (!methodsFor(Target, KeySpec).includes(WrappingAlgorithm))
		throw refuse('WrappingAlgorithm', 'TAKEN_BY_TARGET');
	if (KeyMaterial && KeyId !== undefined) throw refuse('KeyMaterial', 'NOT_WITH_KEY_ID');
	// Nobody else has what is made now: without a copy it could never be imported again.
	if (!KeyMaterial && KeyId === undefined && Copy.Kind === 'NONE')
		throw refuse('Copy', 'NEEDED_FOR_RANDOM_KEY_MATERIAL');
	if (Copy.Kind === 'SHOW' && !isSymmetric(KeySpec)) throw refuse('Copy', 'NOT_FOR_PRIVATE_KEYS');
	if (Copy.Kind !== 'NONE' && KeyId !== undefined) throw refuse('Copy', 'NOT_WITH_KEY_ID');
	if ((Target === 'AZURE') !== isKeyIdentifier(request.KeyExchangeKeyId ?? ''))
		throw refuse('KeyExchangeKeyId', 'KEY_IDENTIFIER');
	if (request.CloudKeyId !== undefined && !isCloudKeyId(request.CloudKeyId))
		throw refuse('CloudKeyId', 'PLAIN_CHARACTERS');
	if ((request.ImportToken?.length ?? 0) > longestImportToken)
		throw refuse('ImportToken', 'AT_MOST_10_KIB');
	return publicKey;
}

/** The key material would expire there by the rules of an import here. */
function assertValidTo({ ValidTo: validTo }: WrapRequest, now: EpochMillis): void {
	if (validTo !== undefined)
		assertExpiration({ expirationModel: 'KEY_MATERIAL_EXPIRES', validTo }, now);
}

async function compareSecret(keySpec: KeySpec, material: Bytes): Promise<KeyComparison> {
	const KeyCheckValue = keySpec.startsWith('AES_')
		? await keyCheckValue(material)
		: { kcv: null, sha256Prefix: toHex((await sha256(material)).subarray(0, 16)) };
	return { Kind: 'SECRET', KeyCheckValue };
}

/**
 * @param bytes - the caller wipes them
 * @param password - of a private key that is under one; the caller wipes it
 */
async function givenPayload(
	keySpec: KeySpec,
	bytes: Bytes,
	password: Bytes | undefined
): Promise<Payload> {
	if (!isSymmetric(keySpec)) {
		return firstKeyIn(password, bytes, async (der) => {
			const key = await importPrivateKey(der);
			if (key.keySpec === keySpec)
				return { bytes: key.pkcs8, comparison: await comparePublic(key) };
			wipe(key.pkcs8);
			throw new KmsError('InvalidPrivateKey', {
				reason: 'OTHER_SPEC',
				actual: key.keySpec,
				expected: keySpec
			});
		});
	}
	const expectedBytes = symmetricKeyBytes(keySpec);
	if (bytes.length !== expectedBytes)
		throw new KmsError('InvalidKeyMaterialLength', { actualBytes: bytes.length, expectedBytes });
	const reason = weakness(bytes);
	if (reason) throw new KmsError('WeakKeyMaterial', { reason });
	return { bytes: Uint8Array.from(bytes), comparison: await compareSecret(keySpec, bytes) };
}

async function comparePublic({ publicKey }: { publicKey: Bytes }): Promise<KeyComparison> {
	return { Kind: 'PRIVATE_KEY', PublicKeySha256: toHex(await sha256(publicKey)) };
}

async function newPayload(keySpec: KeySpec): Promise<Payload> {
	if (isSymmetric(keySpec)) {
		const bytes = randomBytes(symmetricKeyBytes(keySpec));
		return { bytes, comparison: await compareSecret(keySpec, bytes) };
	}
	const key = await generatePrivateKey(keySpec);
	return { bytes: key.pkcs8, comparison: await comparePublic(key) };
}

async function payloadOf(context: OperationContext, request: WrapRequest): Promise<Payload> {
	const { KeyId, KeyMaterial, KeyPassword, KeySpec: keySpec } = request;
	if (KeyId === undefined)
		return KeyMaterial ? givenPayload(keySpec, KeyMaterial, KeyPassword) : newPayload(keySpec);
	return context.read(async (moment) => {
		const { cmk, open } = exportableMaterial(moment, KeyId);
		if (cmk.keySpec !== keySpec) throw refuse('KeySpec', 'THAT_OF_THE_KEY');
		const comparison =
			cmk.publicKey === undefined
				? undefined
				: await comparePublic({ publicKey: fromBase64(cmk.publicKey) });
		const bytes = await open();
		return { bytes, comparison: comparison ?? (await compareSecret(keySpec, bytes)) };
	});
}

/** An age file that holds the payload and nothing else: `age -d -o FILE.key FILE.age` gives it back. */
async function ageCopy(
	{ Copy, KeySpec: keySpec }: WrapRequest,
	{ bytes, comparison }: Payload,
	workFactor: number
): Promise<NamedFile | null> {
	if (Copy.Kind !== 'AGE_FILE') return null;
	const mark =
		comparison.Kind === 'SECRET'
			? comparison.KeyCheckValue.sha256Prefix
			: comparison.PublicKeySha256;
	const kind = isSymmetric(keySpec) ? 'key-material' : 'private-key';
	return {
		FileName: `${kind}-${mark.slice(0, 8)}.age`,
		File: await encryptAgeFile(bytes, asFilePassphrase(Copy.FilePassphrase), workFactor)
	};
}

function filesOf(request: WrapRequest, wrapped: Bytes): NamedFile[] {
	const { Target, KeyExchangeKeyId = '', ImportToken } = request;
	const files = wrapTargetFacts[Target].forms.map((form) => ({
		FileName: wrappedFileNames[form],
		File: encodeWrapped(form, wrapped, KeyExchangeKeyId)
	}));
	return ImportToken ? [...files, { FileName: importTokenFileName, File: ImportToken }] : files;
}

/** The user's copy is made first. The log says what leaves, and for which service, before anything is handed out. */
export const wrapKeyMaterial: OperationFunction<'WrapKeyMaterial'> = async (context, request) => {
	const { Target, WrappingAlgorithm, KeySpec: keySpec, KeyId, Copy } = request;
	let payload: Payload | undefined;
	try {
		const { modulusBits, spki } = assertWrappable(request);
		await context.read(({ now }) => assertValidTo(request, now));
		payload = await payloadOf(context, request);
		const { bytes, comparison } = payload;
		const CopyFile = await ageCopy(request, payload, context.ageWorkFactor);
		const wrapped = await wrapForCloud(WrappingAlgorithm, spki, modulusBits, bytes);
		const Files = filesOf(request, wrapped);
		const plan: CloudImport = {
			target: Target,
			method: WrappingAlgorithm,
			modulusBits,
			keySpec,
			cloudKeyId: request.CloudKeyId,
			validTo: request.ValidTo
		};
		const fingerprint = toHex(await sha256(spki));
		return await context.mutate(async ({ vault, now }) => {
			const cmk = KeyId === undefined ? undefined : vault.cmk(KeyId);
			if (cmk) assertAllowed('WrapKeyMaterial', cmk, now);
			const Bundle = await wrapBundle(plan, Files, comparison, fingerprint, now);
			// A copy for each attempt: it is wiped when the attempt fails.
			const shown = Copy.Kind === 'SHOW' ? Uint8Array.from(bytes) : null;
			return {
				change: {
					log: [
						{
							operation: 'WrapKeyMaterial',
							keyId: cmk?.keyId ?? null,
							detail: {
								target: Target,
								algorithm: WrappingAlgorithm,
								keySpec,
								source: cmk ? 'KEY' : request.KeyMaterial ? 'GIVEN' : 'RANDOM',
								copy: Copy.Kind
							}
						}
					]
				},
				answer: () => ({
					Files,
					Bundle,
					Comparison: comparison,
					CopyFile,
					KeyMaterialToShow: shown
				}),
				secrets: shown ? [shown] : []
			};
		});
	} finally {
		wipe(payload?.bytes, request.KeyMaterial, request.KeyPassword);
	}
};

/** Gives the fingerprint of a public key, or refuses it. */
export const inspectPublicKey: OperationFunction<'InspectPublicKey'> = (context, { PublicKey }) =>
	context.read(async () => {
		const { modulusBits, spki } = parseRsaPublicKey(PublicKey);
		return { ModulusBits: modulusBits, PublicKeyFingerprint: toHex(await sha256(spki)) };
	});

/** Tells whether key material can be wrapped as a kind, and what to compare it by. */
export const inspectKeyToWrap: OperationFunction<'InspectKeyToWrap'> = async (
	context,
	{ KeySpec: keySpec, KeyMaterial, KeyPassword }
) => {
	try {
		return await context.read(async () => {
			const { bytes, comparison } = await givenPayload(keySpec, KeyMaterial, KeyPassword);
			wipe(bytes);
			return { Comparison: comparison };
		});
	} finally {
		wipe(KeyMaterial, KeyPassword);
	}
};
