import type { Bytes } from '#lib/domain/bytes.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { Request, Response } from '#lib/service/api.ts';
import { newKey, someKeyMaterial, type TestVault } from './vault.ts';
import { wrap } from './wrapping.ts';

export type Parameters = Response<'GetParametersForImport'>;

/** Import parameters of the kind that is quick to make. */
export function getParameters(
	{ handle }: TestVault,
	KeyId: string,
	choice: Omit<Request<'GetParametersForImport'>, 'KeyId'> = {}
): Promise<Parameters> {
	return handle('GetParametersForImport', { KeyId, WrappingKeySpec: 'RSA_2048', ...choice });
}

export function wrapFor(
	parameters: Pick<Parameters, 'WrappingAlgorithm' | 'PublicKey'>,
	material: Bytes
): Bytes {
	return wrap(parameters.WrappingAlgorithm, parameters.PublicKey, material);
}

/** The request that imports `material` under `parameters`, for life or until `validTo`. */
export function importRequest(
	parameters: Parameters,
	material: Bytes = someKeyMaterial(),
	validTo?: EpochMillis
): Request<'ImportKeyMaterial'> {
	return {
		KeyId: parameters.KeyId,
		ImportToken: parameters.ImportToken,
		EncryptedKeyMaterial: wrapFor(parameters, material),
		...(validTo === undefined
			? { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
			: { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: validTo })
	};
}

/** A whole import into a key that allows it. */
export async function importMaterial(
	vault: TestVault,
	keyId: string,
	material: Bytes = someKeyMaterial(),
	validTo?: EpochMillis
): Promise<Response<'ImportKeyMaterial'>> {
	const parameters = await getParameters(vault, keyId);
	return vault.handle('ImportKeyMaterial', importRequest(parameters, material, validTo));
}

/** A CMK of origin EXTERNAL that is ENABLED. */
export async function importedKey(
	vault: TestVault,
	material: Bytes = someKeyMaterial(),
	validTo?: EpochMillis
): Promise<string> {
	const keyId = await newKey(vault);
	await importMaterial(vault, keyId, material, validTo);
	return keyId;
}
