import { aliasPrefix, longestAlias } from '#lib/domain/alias.ts';
import { origins } from '#lib/domain/cmk.ts';
import { parseSteps } from '#lib/domain/reading/reading.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { keySpecs } from '#lib/domain/key-spec.ts';
import { keyStates } from '#lib/domain/key-state.ts';
import { latestInstant } from '#lib/domain/time.ts';
import { wrapMethods } from '#lib/domain/wrap-capacity.ts';
import { wrapTargets } from '#lib/domain/wrap-targets.ts';
import { activityResults } from '#lib/domain/log-entry.ts';
import { wrappingAlgorithms, wrappingKeySpecs } from '#lib/domain/wrapping.ts';
import { activityFormats } from './activity-export.ts';
import type { Operation, Request } from './api.ts';

/** A rule that a parameter's value is held to; its name goes into the error. */
interface Rule {
	name: string;
	holds: (value: unknown) => boolean;
	optional?: true;
}

/** An alias of characters beyond the BMP has two UTF-16 units for each. */
const longestKeyIdOrAlias = aliasPrefix.length + 2 * longestAlias;
const text: Rule = { name: 'TEXT', holds: (value) => typeof value === 'string' };
const keyId: Rule = {
	name: 'KEY_ID_OR_ALIAS',
	holds: (value) => typeof value === 'string' && value !== '' && value.length <= longestKeyIdOrAlias
};
/** Where an alias, which may have moved, must not decide which key it is. */
const keyIdOnly: Rule = {
	name: 'KEY_ID',
	holds: (value) => keyId.holds(value) && !(value as string).startsWith(aliasPrefix)
};
const bytes: Rule = { name: 'BYTES', holds: (value) => value instanceof Uint8Array };
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
			typeof value['Name'] === 'string' &&
			typeof value['ReadAs'] === 'string' &&
			parseSteps(value['ReadAs']) !== undefined &&
			value['Bytes'] instanceof Uint8Array)
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
/** A slip here must not end in no copy at all. */
const copy: Rule = {
	name: 'COPY',
	holds: (value) =>
		isRecord(value) &&
		(value['Kind'] === 'AGE_FILE'
			? value['FilePassphrase'] instanceof Uint8Array
			: value['Kind'] === 'SHOW' || value['Kind'] === 'NONE')
};
const copyOrSheets: Rule = {
	name: copy.name,
	holds: (value) =>
		copy.holds(value) ||
		(isRecord(value) &&
			(value['Kind'] === 'SHEET' ||
				(value['Kind'] === 'SHARES' &&
					Number.isSafeInteger(value['Threshold']) &&
					Number.isSafeInteger(value['Count']))))
};
const copyToTest: Rule = {
	name: 'COPY_TO_TEST',
	holds: (value) => {
		if (!isRecord(value)) return false;
		switch (value['Kind']) {
			case 'AGE_FILE':
				return value['File'] instanceof Uint8Array && value['FilePassphrase'] instanceof Uint8Array;
			case 'TEXT':
				return value['Text'] instanceof Uint8Array;
			default:
				return value['Kind'] === 'BYTES' && value['Bytes'] instanceof Uint8Array;
		}
	}
};
const oneOf = (...values: readonly string[]): Rule => ({
	name: `ONE_OF_${values.join('_')}`,
	holds: (value) => typeof value === 'string' && values.includes(value)
});
const optional = (rule: Rule): Rule => ({ ...rule, optional: true });

const listOfText: Rule = {
	name: 'LIST_OF_TEXT',
	holds: (value) =>
		Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'string')
};
const activityFilter = {
	KeyId: optional(keyId),
	From: optional(instant),
	To: optional(instant),
	Operations: optional(listOfText),
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
	CreateVault: { VaultName: text, Passphrase: bytes },
	UnlockVault: { Passphrase: bytes },
	LockVault: {},
	DescribeVault: {},
	UpdateVault: {
		VaultName: optional(text),
		Settings: optional(object),
		Passphrase: optional(bytes)
	},
	ChangePassphrase: { CurrentPassphrase: bytes, NewPassphrase: bytes },
	AcceptClock: { Passphrase: bytes },
	ListActivity: { ...activityFilter, Limit: optional(positive), Marker: optional(positive) },
	ExportActivity: { ...activityFilter, Format: oneOf(...activityFormats) },
	InspectVaultFile: { File: bytes },
	OpenVaultFile: {
		File: bytes,
		Passphrase: bytes,
		Replace: optional(boolean),
		LogEntriesHere: optional(positive)
	},
	SaveVaultFile: {},
	RecordBackup: { Epoch: positive },
	ExportVerified: { FilePassphrase: bytes, Passphrase: bytes },
	CreateKey: {
		Origin: optional(oneOf(...origins)),
		KeySpec: optional(oneOf('AES_256')),
		Description: optional(text),
		AliasName: optional(text),
		Exportable: optional(boolean)
	},
	DescribeKey: { KeyId: keyId },
	ListKeys: {
		Search: optional(text),
		KeyState: optional(oneOf(...keyStates)),
		Exportable: optional(boolean),
		Limit: optional(positive),
		Marker: optional(text)
	},
	EnableKey: { KeyId: keyId },
	DisableKey: { KeyId: keyId },
	ScheduleKeyDeletion: {
		KeyId: keyIdOnly,
		PendingWindowInDays: optional(integer),
		Passphrase: optional(bytes)
	},
	CancelKeyDeletion: { KeyId: keyIdOnly },
	UpdateKeyDescription: { KeyId: keyId, Description: text },
	CreateAlias: { AliasName: text, TargetKeyId: keyIdOnly },
	UpdateAlias: { AliasName: text, TargetKeyId: keyIdOnly },
	RenameAlias: { AliasName: text, NewAliasName: text },
	DeleteAlias: { AliasName: text },
	ListAliases: { KeyId: optional(keyId), Limit: optional(positive), Marker: optional(text) },
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
		ImportToken: bytes,
		EncryptedKeyMaterial: bytes,
		ExpirationModel: optional(expirationModel),
		ValidTo: optional(validTo)
	},
	DiagnoseImport: {
		KeyId: keyId,
		EncryptedKeyMaterial: optional(bytes),
		ImportToken: optional(bytes)
	},
	FindKeyMaterial: { KeyId: keyId, File: bytes },
	DeleteImportedKeyMaterial: { KeyId: keyIdOnly },
	WrapKeyMaterial: {
		Target: oneOf(...wrapTargets),
		PublicKey: bytes,
		WrappingAlgorithm: oneOf(...wrapMethods),
		KeySpec: oneOf(...keySpecs),
		KeyMaterial: optional(bytes),
		KeyId: optional(keyId),
		Copy: copy,
		KeyExchangeKeyId: optional(text),
		CloudKeyId: optional(text),
		ValidTo: optional(validTo),
		ImportToken: optional(bytes)
	},
	InspectPublicKey: { PublicKey: bytes },
	InspectKeyToWrap: { KeySpec: oneOf(...keySpecs), KeyMaterial: bytes },
	Encrypt: { KeyId: keyId, Plaintext: bytes, EncryptionContext: optional(encryptionContext) },
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
 * unknown or of the wrong kind
 */
export function assertParameters(operation: string, request: unknown): void {
	if (!Object.hasOwn(parameters, operation))
		throw new KmsError('NotFound', { resource: 'operation', id: operation });
	const rules: Record<string, Rule> = parameters[operation as Operation];
	if (!isRecord(request))
		throw new KmsError('InvalidParameter', { parameter: 'request', rule: object.name });
	const unknown = Object.keys(request).find((parameter) => !Object.hasOwn(rules, parameter));
	if (unknown !== undefined)
		throw new KmsError('InvalidParameter', { parameter: unknown, rule: 'KNOWN_PARAMETER' });
	for (const [parameter, rule] of Object.entries(rules)) {
		const value = request[parameter];
		if (value === undefined ? !rule.optional : !rule.holds(value))
			throw new KmsError('InvalidParameter', {
				parameter,
				rule: value === undefined ? 'REQUIRED' : rule.name
			});
	}
}
