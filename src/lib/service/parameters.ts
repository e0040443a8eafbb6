import { aliasPrefix, longestAlias } from '#lib/domain/key/alias.ts';
import { longestDescription, origins } from '#lib/domain/key/cmk.ts';
import { largestFileBytes, parseSteps } from '#lib/domain/reading/reading.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { keySpecs } from '#lib/domain/key/key-spec.ts';
import { keyStates } from '#lib/domain/key/key-state.ts';
import { longestSearch } from '#lib/domain/key/search.ts';
import { longestPassphrase } from '#lib/domain/vault/slot.ts';
import { latestInstant } from '#lib/domain/time.ts';
import { wrapMethods } from '#lib/domain/wrap/wrap-capacity.ts';
import { wrapTargets } from '#lib/domain/wrap/wrap-targets.ts';
import { activityResults } from '#lib/domain/vault/log-entry.ts';
import { wrappingAlgorithms, wrappingKeySpecs } from '#lib/domain/import/wrapping.ts';
import { activityFormats } from './handouts/activity-export.ts';
import type { Bytes } from '#lib/domain/bytes.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import type { Request } from './api.ts';

/** A rule that a parameter's value is held to; its name goes into the error. */
interface Rule {
	name: string;
	holds: (value: unknown) => boolean;
	/** of bytes: more are `InputTooLarge` */
	mostBytes?: number;
	optional?: true;
}

/** An alias of characters beyond the BMP has two UTF-16 units for each. */
const longestKeyIdOrAlias = aliasPrefix.length + 2 * longestAlias;
/** A name before it is trimmed and composed; the operation holds what is left to the bound of names. */
const longestRawName = 1024;
/** The URL or the name of a key at another service. */
const longestForeignId = 1024;
const isText = (value: unknown, longest: number): value is string =>
	typeof value === 'string' && value.length <= longest;
/** @param longest - in units of UTF-16 */
const text = (longest: number): Rule => ({
	name: `TEXT_OF_AT_MOST_${longest}_CHARACTERS`,
	holds: (value) => isText(value, longest)
});
const name = text(longestRawName);
/** Counted in characters by the operation; one beyond the BMP has two units. */
const description = text(2 * longestDescription);
const marker = text(longestKeyIdOrAlias);
const keyId: Rule = {
	name: 'KEY_ID_OR_ALIAS',
	holds: (value) => isText(value, longestKeyIdOrAlias) && value !== ''
};
/** Where an alias, which may have moved, must not decide which key it is. */
const keyIdOnly: Rule = {
	name: 'KEY_ID',
	holds: (value) => keyId.holds(value) && !(value as string).startsWith(aliasPrefix)
};
/** WebCrypto takes none whose buffer is shared with another thread, or can grow. */
const isBytes = (value: unknown): value is Bytes =>
	value instanceof Uint8Array &&
	value.buffer instanceof ArrayBuffer &&
	!(value.buffer as { resizable?: boolean }).resizable;
const bytes: Rule = { name: 'BYTES', holds: isBytes, mostBytes: largestFileBytes };
/** Bytes whose size the operation itself judges. */
const bytesOfAnySize: Rule = { name: bytes.name, holds: isBytes };
const passphrase: Rule = { name: bytes.name, holds: isBytes, mostBytes: longestPassphrase };
const boolean: Rule = { name: 'BOOLEAN', holds: (value) => typeof value === 'boolean' };
const integer: Rule = { name: 'INTEGER', holds: Number.isSafeInteger };
const isInstant = (value: unknown): boolean =>
	Number.isSafeInteger(value) && Math.abs(value as number) <= latestInstant;
const instant: Rule = { name: 'TIME', holds: isInstant };
/** Which times can be an expiry, the operation says: `InvalidValidTo`. */
const validTo: Rule = { name: 'TIME', holds: (value) => typeof value === 'number' };
const positive: Rule = {
	name: 'POSITIVE_INTEGER',
	holds: (value) => Number.isSafeInteger(value) && (value as number) > 0
};
/** Plain objects only: of a `Map`, say, `Object.values` sees nothing, and it would pass as empty. */
const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' &&
	value !== null &&
	[Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
const hasOnly = (value: object, ...names: readonly string[]) =>
	Object.keys(value).every((name) => names.includes(name));
const object: Rule = { name: 'OBJECT', holds: isRecord };
const encryptionContext: Rule = {
	name: 'MAP_OF_TEXT',
	holds: (value) =>
		isRecord(value) && Object.values(value).every((entry) => typeof entry === 'string')
};
const file: Rule = {
	name: 'FILE',
	holds: (value) =>
		value === null ||
		(isRecord(value) &&
			hasOnly(value, 'Name', 'ReadAs', 'Bytes') &&
			isText(value['Name'], longestRawName) &&
			isText(value['ReadAs'], longestRawName) &&
			parseSteps(value['ReadAs']) !== undefined &&
			isBytes(value['Bytes']))
};
const expiration: Rule = {
	name: 'EXPIRATION',
	holds: (value) =>
		value === null ||
		(isRecord(value) &&
			((value['expirationModel'] === 'KEY_MATERIAL_DOES_NOT_EXPIRE' &&
				hasOnly(value, 'expirationModel')) ||
				(value['expirationModel'] === 'KEY_MATERIAL_EXPIRES' &&
					isInstant(value['validTo']) &&
					hasOnly(value, 'expirationModel', 'validTo'))))
};
/** Of an age file, UTF-8. */
const isFilePassphrase = (value: unknown) => isBytes(value) && value.length <= longestPassphrase;
/** A slip here must not end in no copy at all. */
const copy: Rule = {
	name: 'COPY',
	holds: (value) =>
		isRecord(value) &&
		(value['Kind'] === 'AGE_FILE'
			? hasOnly(value, 'Kind', 'FilePassphrase') && isFilePassphrase(value['FilePassphrase'])
			: hasOnly(value, 'Kind') && (value['Kind'] === 'SHOW' || value['Kind'] === 'NONE'))
};
const copyOrSheets: Rule = {
	name: copy.name,
	holds: (value) =>
		copy.holds(value) ||
		(isRecord(value) &&
			((value['Kind'] === 'SHEET' && hasOnly(value, 'Kind')) ||
				(value['Kind'] === 'SHARES' &&
					hasOnly(value, 'Kind', 'Threshold', 'Count') &&
					Number.isSafeInteger(value['Threshold']) &&
					Number.isSafeInteger(value['Count']))))
};
const copyToTest: Rule = {
	name: 'COPY_TO_TEST',
	holds: (value) => {
		if (!isRecord(value)) return false;
		switch (value['Kind']) {
			case 'AGE_FILE':
				return (
					hasOnly(value, 'Kind', 'File', 'FilePassphrase') &&
					isBytes(value['File']) &&
					isFilePassphrase(value['FilePassphrase'])
				);
			case 'TEXT':
				return hasOnly(value, 'Kind', 'Text') && isBytes(value['Text']);
			default:
				return (
					value['Kind'] === 'BYTES' && hasOnly(value, 'Kind', 'Bytes') && isBytes(value['Bytes'])
				);
		}
	}
};
const oneOf = (...values: readonly string[]): Rule => ({
	name: `ONE_OF_${values.join('_')}`,
	holds: (value) => typeof value === 'string' && values.includes(value)
});
const optional = (rule: Rule): Rule => ({ ...rule, optional: true });

/** More names than the log has kinds of entries; longer than any of them. */
const mostOperations = 100;
const longestOperation = 64;
const namesOfOperations: Rule = {
	name: `LIST_OF_1_TO_${mostOperations}_NAMES`,
	holds: (value) =>
		Array.isArray(value) &&
		value.length > 0 &&
		value.length <= mostOperations &&
		// Not every(), which passes over holes.
		Array.from(value).every((entry) => isText(entry, longestOperation))
};
const activityFilter = {
	KeyId: optional(keyId),
	From: optional(instant),
	To: optional(instant),
	Operations: optional(namesOfOperations),
	Result: optional(oneOf(...activityResults))
};
const expirationModel = oneOf('KEY_MATERIAL_EXPIRES', 'KEY_MATERIAL_DOES_NOT_EXPIRE');
const place = oneOf('IN_AIRLOCK', 'ELSEWHERE');
const dataKey = {
	KeyId: keyId,
	KeySpec: optional(oneOf('AES_256', 'AES_128')),
	NumberOfBytes: optional(integer),
	EncryptionContext: optional(encryptionContext)
};

/** Every parameter of every operation. */
const parameters: { [Name in Operation]: Record<keyof Request<Name> & string, Rule> } = {
	GetVaultStatus: {},
	CreateVault: { VaultName: name, Passphrase: passphrase },
	UnlockVault: { Passphrase: passphrase },
	LockVault: {},
	DescribeVault: {},
	UpdateVault: {
		VaultName: optional(name),
		Settings: optional(object),
		Passphrase: optional(passphrase)
	},
	ChangePassphrase: { CurrentPassphrase: passphrase, NewPassphrase: passphrase },
	AcceptClock: { Passphrase: passphrase },
	ListActivity: { ...activityFilter, Limit: optional(positive), Marker: optional(positive) },
	ExportActivity: { ...activityFilter, Format: oneOf(...activityFormats) },
	InspectVaultFile: { File: bytesOfAnySize },
	OpenVaultFile: {
		File: bytesOfAnySize,
		Passphrase: passphrase,
		Replace: optional(boolean),
		LogEntriesHere: optional(positive)
	},
	SaveVaultFile: {},
	CheckVaultFile: { File: bytesOfAnySize },
	RecordBackup: { File: bytesOfAnySize },
	ExportVerified: { FilePassphrase: passphrase, Passphrase: passphrase },
	CreateKey: {
		Origin: optional(oneOf(...origins)),
		KeySpec: optional(oneOf('AES_256')),
		Description: optional(description),
		AliasName: optional(name),
		Exportable: optional(boolean)
	},
	DescribeKey: { KeyId: keyId },
	ListKeys: {
		Search: optional(text(longestSearch)),
		KeyState: optional(oneOf(...keyStates)),
		Exportable: optional(boolean),
		Limit: optional(positive),
		Marker: optional(marker)
	},
	EnableKey: { KeyId: keyId },
	DisableKey: { KeyId: keyId },
	ScheduleKeyDeletion: {
		KeyId: keyIdOnly,
		PendingWindowInDays: optional(integer),
		Passphrase: optional(passphrase)
	},
	CancelKeyDeletion: { KeyId: keyIdOnly },
	UpdateKeyDescription: { KeyId: keyId, Description: description },
	CreateAlias: { AliasName: name, TargetKeyId: keyIdOnly },
	UpdateAlias: { AliasName: name, TargetKeyId: keyIdOnly },
	RenameAlias: { AliasName: name, NewAliasName: name },
	DeleteAlias: { AliasName: name },
	ListAliases: { KeyId: optional(keyId), Limit: optional(positive), Marker: optional(marker) },
	GetParametersForImport: {
		KeyId: keyId,
		WrappingAlgorithm: optional(oneOf(...wrappingAlgorithms)),
		WrappingKeySpec: optional(oneOf(...wrappingKeySpecs)),
		Place: optional(place)
	},
	DownloadImportParameters: { KeyId: keyId },
	GetImportProgress: { KeyId: keyId },
	SaveImportDraft: {
		KeyId: keyId,
		Place: optional(place),
		EncryptedKey: optional(file),
		ImportToken: optional(file),
		Expiration: optional(expiration),
		Copy: optional(oneOf('TAKEN', 'GIVEN_UP'))
	},
	DiscardImport: { KeyId: keyId },
	EncryptKeyMaterial: {
		KeyId: keyId,
		KeyMaterial: optional(bytes),
		EncryptedText: optional(bytes),
		Copy: copyOrSheets
	},
	InspectKeyMaterial: { KeyMaterial: bytes },
	RehearseRecovery: { KeyId: keyId, Copy: copyToTest },
	ImportKeyMaterial: {
		KeyId: keyId,
		ImportToken: bytesOfAnySize,
		EncryptedKeyMaterial: bytesOfAnySize,
		ExpirationModel: optional(expirationModel),
		ValidTo: optional(validTo)
	},
	DiagnoseImport: {
		KeyId: keyId,
		EncryptedKeyMaterial: optional(bytesOfAnySize),
		ImportToken: optional(bytesOfAnySize)
	},
	FindKeyMaterial: { KeyId: keyId, File: bytesOfAnySize },
	DeleteImportedKeyMaterial: { KeyId: keyIdOnly },
	WrapKeyMaterial: {
		Target: oneOf(...wrapTargets),
		PublicKey: bytes,
		WrappingAlgorithm: oneOf(...wrapMethods),
		KeySpec: oneOf(...keySpecs),
		KeyMaterial: optional(bytes),
		KeyId: optional(keyId),
		Copy: copy,
		KeyExchangeKeyId: optional(text(longestForeignId)),
		CloudKeyId: optional(text(longestForeignId)),
		ValidTo: optional(validTo),
		ImportToken: optional(bytesOfAnySize)
	},
	InspectPublicKey: { PublicKey: bytes },
	InspectKeyToWrap: { KeySpec: oneOf(...keySpecs), KeyMaterial: bytes },
	Encrypt: {
		KeyId: keyId,
		Plaintext: bytesOfAnySize,
		EncryptionContext: optional(encryptionContext)
	},
	Decrypt: {
		CiphertextBlob: bytes,
		KeyId: optional(keyId),
		EncryptionContext: optional(encryptionContext)
	},
	ReEncrypt: {
		CiphertextBlob: bytes,
		SourceKeyId: optional(keyId),
		SourceEncryptionContext: optional(encryptionContext),
		DestinationKeyId: keyId,
		DestinationEncryptionContext: optional(encryptionContext)
	},
	GenerateDataKey: dataKey,
	GenerateDataKeyWithoutPlaintext: dataKey
};

/**
 * Holds a request to its operation's parameters before anything is done.
 *
 * @throws {@link KmsError} `NotFound` for an unknown operation; `InvalidParameter` for a parameter that is missing,
 * unknown or of the wrong kind; `InputTooLarge` for more bytes than any use of it has
 */
export function assertParameters(operation: unknown, request: unknown): void {
	if (!isText(operation, longestOperation) || !Object.hasOwn(parameters, operation))
		throw new KmsError('NotFound', { resource: 'operation', id: shortened(operation) });
	const rules: Record<string, Rule> = parameters[operation as Operation];
	if (!isRecord(request))
		throw new KmsError('InvalidParameter', { parameter: 'request', rule: object.name });
	const unknown = Object.keys(request).find((parameter) => !Object.hasOwn(rules, parameter));
	if (unknown !== undefined)
		throw new KmsError('InvalidParameter', {
			parameter: shortened(unknown),
			rule: 'KNOWN_PARAMETER'
		});
	for (const [parameter, rule] of Object.entries(rules)) {
		const value = request[parameter];
		if (value === undefined ? !rule.optional : !rule.holds(value))
			throw new KmsError('InvalidParameter', {
				parameter,
				rule: value === undefined ? 'REQUIRED' : rule.name
			});
		if (rule.mostBytes !== undefined && isBytes(value) && value.length > rule.mostBytes)
			throw new KmsError('InputTooLarge', {
				parameter,
				actualBytes: value.length,
				limitBytes: rule.mostBytes
			});
	}
}

/** What a refusal repeats of a name that nobody knows. */
function shortened(unknown: unknown): string {
	return typeof unknown === 'string' ? unknown.slice(0, longestOperation) : typeof unknown;
}
