import { overLines, textOf, type Terminal } from '../clients/terminal.ts';
import type { KeySpec } from '../key/key-spec.ts';
import type { EpochMillis } from '../time.ts';
import type { WrapMethod } from './wrap-capacity.ts';
import type { WrapTarget } from './wrap-targets.ts';
import { importTokenFileName, wrappedFileNames } from './wrapped-files.ts';

/** What the commands of a cloud's own tool are written from. */
export interface CloudImport {
	target: WrapTarget;
	method: WrapMethod;
	/** of the wrapping key */
	modulusBits: number;
	keySpec: KeySpec;
	/** the key's id or name there; undefined leaves a placeholder */
	cloudKeyId: string | undefined;
	/** when the key material shall expire there; undefined for never */
	validTo: EpochMillis | undefined;
}

/** What the ids of the clouds are made of (ARNs, UUIDs, resource names), and nothing that a shell reads. */
const plainId = /^[A-Za-z\d][A-Za-z\d._:/@-]{0,511}$/;

/** @returns whether a key's id can stand in a command */
export function isCloudKeyId(text: string): boolean {
	return plainId.test(text);
}

/** @returns ISO 8601 without fractions of a second, which all of them take */
const isoSeconds = (at: EpochMillis) => new Date(at).toISOString().replace(/\.\d+/, '');
const unixSeconds = (at: EpochMillis) => String(Math.floor(at / 1000));

/** `ImportJob.ImportMethod` as `gcloud kms import-jobs create --import-method` spells it. */
export function googleImportMethod(method: WrapMethod, modulusBits: number): string {
	const hash = method.endsWith('SHA_1') ? 'sha1' : 'sha256';
	const aes = method.startsWith('RSA_AES') ? '-aes-256' : '';
	return `rsa-oaep-${modulusBits}-${hash}${aes}`;
}

/** The first of `gcloud`'s algorithms for this kind of key; another of the same kind may be meant. */
const googleAlgorithms: Partial<Record<KeySpec, string>> = {
	AES_256: 'google-symmetric-encryption',
	HMAC_224: 'hmac-sha224',
	HMAC_256: 'hmac-sha256',
	HMAC_384: 'hmac-sha384',
	HMAC_512: 'hmac-sha512',
	RSA_2048: 'rsa-sign-pss-2048-sha256',
	RSA_3072: 'rsa-sign-pss-3072-sha256',
	RSA_4096: 'rsa-sign-pss-4096-sha256',
	ECC_NIST_P256: 'ec-sign-p256-sha256',
	ECC_NIST_P384: 'ec-sign-p384-sha384'
};

/** `type` of Vault's transit keys. */
const vaultTypes: Partial<Record<KeySpec, string>> = {
	AES_256: 'aes256-gcm96',
	AES_128: 'aes128-gcm96',
	RSA_2048: 'rsa-2048',
	RSA_3072: 'rsa-3072',
	RSA_4096: 'rsa-4096',
	ECC_NIST_P256: 'ecdsa-p256',
	ECC_NIST_P384: 'ecdsa-p384',
	ECC_NIST_P521: 'ecdsa-p521'
};

/** `--kty` and `--curve` of `az keyvault key import`; without them it takes the key as RSA. */
const azureKeyTypes: Partial<Record<KeySpec, string>> = {
	ECC_NIST_P256: ' --kty EC --curve P-256',
	ECC_NIST_P384: ' --kty EC --curve P-384',
	ECC_NIST_P521: ' --kty EC --curve P-521',
	AES_256: ' --kty oct',
	AES_128: ' --kty oct'
};

/**
 * The next command: that of the service's own command line. What {@link placeholdersIn} finds is for the user
 * to fill in; all else comes from closed lists, or from an id that has passed {@link isCloudKeyId}. Written after the
 * references of `aws kms import-key-material`, `aliyun` (Kms 2016-01-20), `gcloud kms keys versions import`,
 * `az keyvault key import`, `vault write` (transit) and `tccli kms` (2019-01-18).
 *
 * @returns undefined where no command line is known
 */
export function nextCommand(plan: CloudImport, terminal: Terminal = 'BASH'): string | undefined {
	const { target, method, keySpec, validTo } = plan;
	const id = plan.cloudKeyId;
	if (id !== undefined && !isCloudKeyId(id)) throw new RangeError('not an id for a command');
	const { BINARY, BASE64, BYOK } = wrappedFileNames;
	const lines = (...parts: (string | undefined)[]) =>
		overLines(
			terminal,
			parts.filter((part) => part !== undefined)
		);
	switch (target) {
		case 'AWS':
			return lines(
				`aws kms import-key-material --key-id ${id ?? 'KEY_ID'}`,
				`--encrypted-key-material fileb://${BINARY}`,
				`--import-token fileb://${importTokenFileName}`,
				validTo === undefined
					? '--expiration-model KEY_MATERIAL_DOES_NOT_EXPIRE'
					: `--expiration-model KEY_MATERIAL_EXPIRES --valid-to ${isoSeconds(validTo)}`
			);
		case 'ALIBABA':
			return lines(
				`aliyun kms ImportKeyMaterial --KeyId ${id ?? 'KEY_ID'}`,
				`--EncryptedKeyMaterial ${textOf(terminal, BASE64)}`,
				`--ImportToken ${textOf(terminal, 'ImportToken.b64')}`,
				validTo === undefined ? undefined : `--KeyMaterialExpireUnix ${unixSeconds(validTo)}`
			);
		case 'TENCENT':
			return lines(
				`tccli kms ImportKeyMaterial --KeyId ${id ?? 'KEY_ID'}`,
				`--EncryptedKeyMaterial ${textOf(terminal, BASE64)}`,
				`--ImportToken ${textOf(terminal, 'ImportToken.b64')}`,
				validTo === undefined ? undefined : `--ValidTo ${unixSeconds(validTo)}`
			);
		case 'GOOGLE':
			return lines(
				'gcloud kms keys versions import --import-job IMPORT_JOB',
				`--location LOCATION --keyring KEY_RING --key ${id ?? 'KEY'}`,
				`--algorithm ${googleAlgorithms[keySpec] ?? 'ALGORITHM'}`,
				`--wrapped-key-file ${BINARY}`
			);
		case 'AZURE': {
			const place = keySpec.startsWith('AES_') ? '--hsm-name HSM_NAME' : '--vault-name VAULT_NAME';
			return lines(
				`az keyvault key import ${place} --name ${id ?? 'KEY_NAME'}`,
				`--byok-file ${BYOK}${azureKeyTypes[keySpec] ?? ''}`
			);
		}
		case 'VAULT':
			return lines(
				`vault write transit/keys/${id ?? 'KEY_NAME'}/import`,
				`ciphertext=@${BASE64}`,
				`hash_function=${method.endsWith('SHA_1') ? 'SHA1' : 'SHA256'}`,
				`type=${vaultTypes[keySpec] ?? 'TYPE'}`
			);
		case 'PING_AN':
		case 'OTHER':
		case 'AIRLOCK':
			return undefined;
	}
}

/** What {@link nextCommand} writes where only the user knows the value. */
const placeholders: ReadonlySet<string> = new Set([
	...['KEY_ID', 'KEY_NAME', 'KEY', 'IMPORT_JOB', 'LOCATION', 'KEY_RING'],
	...['ALGORITHM', 'HSM_NAME', 'VAULT_NAME', 'TYPE']
]);

/**
 * @param command - of {@link nextCommand}
 * @returns the names in it that the user replaces, in their order; other words in capitals stay as they are
 */
export function placeholdersIn(command: string): string[] {
	return command.split(/[\s/=]+/).filter((word) => placeholders.has(word));
}

/** The same for OpenBao, whose command line is Vault's under another name. */
export function openBaoCommand(plan: CloudImport, terminal?: Terminal): string | undefined {
	return plan.target === 'VAULT'
		? nextCommand(plan, terminal)?.replace(/^vault /, 'bao ')
		: undefined;
}
