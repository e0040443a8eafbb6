/**
 * The engine behind HTTP, as AWS KMS is: its clients run against it unchanged. What the bridge adds is what one user's
 * vault has no place for: ARNs, times in seconds, the names that AWS has for states and origins, and the passphrase.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fromBase64, toBase64 } from '#lib/domain/bytes.ts';
import { KmsError, type KmsErrorCode } from '#lib/domain/errors.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import { secrecy } from '#lib/service/api/secrecy.ts';
import { passphraseAgain, type TestVault } from './vault.ts';

type Fields = Record<string, unknown>;

/** AWS calls a field that is wrong in itself a failed validation. */
const validation = 'ValidationException';
/** What AWS calls each refusal that its clients can meet here. */
const exceptions: Partial<Record<KmsErrorCode, string>> = {
	NotFound: 'NotFoundException',
	AlreadyExists: 'AlreadyExistsException',
	InvalidState: 'KMSInvalidStateException',
	KeyRetired: 'KMSInvalidStateException',
	UnsupportedOperation: 'UnsupportedOperationException',
	InvalidKeyUsage: 'InvalidKeyUsageException',
	InvalidCiphertext: 'InvalidCiphertextException',
	IncorrectKey: 'IncorrectKeyException',
	IncorrectKeyMaterial: 'IncorrectKeyMaterialException',
	InvalidImportToken: 'InvalidImportTokenException',
	ExpiredImportToken: 'ExpiredImportTokenException',
	KmsInvalidSignature: 'KMSInvalidSignatureException',
	KmsInvalidMac: 'KMSInvalidMacException',
	DryRunOperation: 'DryRunOperationException',
	TagException: 'TagException',
	LimitExceeded: 'LimitExceededException',
	InvalidParameter: validation,
	EmptyInput: validation,
	InputTooLarge: validation
};

const states = {
	PENDING_IMPORT: 'PendingImport',
	ENABLED: 'Enabled',
	DISABLED: 'Disabled',
	PENDING_DELETION: 'PendingDeletion'
} as const;
const uses: ReadonlySet<string> = new Set([
	...['Encrypt', 'Decrypt', 'ReEncrypt', 'Sign', 'Verify', 'GenerateMac', 'VerifyMac'],
	...['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'GetPublicKey', 'DeriveSharedSecret'],
	...['RotateKeyOnDemand', 'EnableKeyRotation', 'DisableKeyRotation']
]);

const times: ReadonlySet<string> = new Set([
	...['CreationDate', 'DeletionDate', 'ValidTo', 'ParametersValidTo', 'LastUpdatedDate'],
	...['NextRotationDate', 'RotationDate']
]);

const arnOf = (keyId: unknown) => `arn:aws:kms:eu-central-1:111122223333:key/${String(keyId)}`;

/** What is sent as JSON: bytes as Base64, times in seconds, nothing for null. */
function toJson(value: unknown, name = ''): unknown {
	if (value instanceof Uint8Array) return toBase64(value);
	if (value === null) return undefined;
	if (Array.isArray(value)) return value.map((entry) => toJson(entry));
	if (typeof value === 'object')
		return Object.fromEntries(
			Object.entries(value).map(([key, entry]) => [key, toJson(entry, key)])
		);
	if (typeof value === 'number' && times.has(name)) return value / 1000;
	return name === 'Origin' || name === 'KeyOrigin' ? awsOrigin(value) : value;
}
const awsOrigin = (origin: unknown) => (origin === 'AIRLOCK' ? 'AWS_KMS' : origin);

/** What the engine is asked: bytes where its tables have bytes. */
function toRequest(operation: string, body: Fields): Fields {
	const classes: Readonly<Record<string, { request?: object }>> = secrecy;
	const bytes = Object.keys(classes[operation]?.request ?? {});
	const request = Object.entries(body).map(([name, value]): [string, unknown] => {
		if (bytes.includes(name)) return [name, fromBase64(String(value))];
		if (times.has(name)) return [name, Math.round(Number(value) * 1000)];
		return name === 'Origin' && value === 'AWS_KMS' ? [name, 'AIRLOCK'] : [name, value];
	});
	const more = operation === 'ScheduleKeyDeletion' ? { Passphrase: passphraseAgain() } : {};
	return { ...Object.fromEntries(request), ...more };
}

/** What AWS answers beside, or in another place. */
function toAnswer(operation: string, answer: Fields): Fields {
	const metadata = answer['KeyMetadata'] as Fields | undefined;
	if (operation === 'ScheduleKeyDeletion' && metadata)
		return {
			...{ KeyId: arnOf(metadata['KeyId']), DeletionDate: metadata['DeletionDate'] },
			KeyState: states[metadata['KeyState'] as keyof typeof states]
		};
	if (operation === 'ListKeys') {
		const keys = answer['Keys'] as Fields[];
		return { ...answer, Keys: keys.map(({ KeyId }) => ({ KeyId, KeyArn: arnOf(KeyId) })) };
	}
	if (!metadata) return answer;
	const { KeyId, KeyState, Expiration } = metadata;
	const { expirationModel, validTo } = (Expiration ?? {}) as Fields;
	const state = states[KeyState as keyof typeof states];
	const more = {
		...{ Arn: arnOf(KeyId), KeyState: state, Enabled: state === 'Enabled' },
		...{
			KeyManager: 'CUSTOMER',
			ExpirationModel: expirationModel ?? null,
			ValidTo: validTo ?? null
		}
	};
	return { ...answer, KeyMetadata: { ...metadata, ...more } };
}

function toException(operation: string, error: unknown): { status: number; type: string } {
	if (!(error instanceof KmsError)) return { status: 500, type: 'KMSInternalException' };
	const { code, details } = error as KmsError;
	const disabled = 'keyState' in details && details.keyState === 'DISABLED' && uses.has(operation);
	const type = disabled ? 'DisabledException' : exceptions[code];
	return type === undefined ? { status: 500, type: 'KMSInternalException' } : { status: 400, type };
}

/** The engine of a vault, on a port of this computer. */
export interface Bridge {
	endpoint: string;
	close(): Promise<void>;
}

export async function openBridge({ handle }: TestVault): Promise<Bridge> {
	const server = createServer((request, response) => {
		const [service, operation = ''] = String(request.headers['x-amz-target']).split('.');
		const reply = (status: number, body: unknown) => {
			response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
			response.end(JSON.stringify(body));
		};
		const answer = async () => {
			if (service !== 'TrentService') throw new Error(`no service of KMS: ${String(service)}`);
			const body = JSON.parse(await text(request)) as Fields;
			const asked = toRequest(operation, body);
			return toAnswer(operation, (await handle(operation as Operation, asked as never)) as Fields);
		};
		answer().then(
			(done) => reply(200, toJson(done)),
			(error: unknown) => {
				const { status, type } = toException(operation, error);
				reply(status, { __type: type, message: JSON.stringify((error as KmsError).details) });
			}
		);
	});
	await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		endpoint: `http://127.0.0.1:${port}`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			})
	};
}
