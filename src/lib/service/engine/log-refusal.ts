import { KmsError } from '#lib/domain/errors.ts';
import { parseCiphertextBlob } from '#lib/domain/key/ciphertext-blob.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import type { OperationContext } from './context.ts';
import { refusalIsLogged } from '../operations.ts';

/** What a request names keys by, as far as it does. */
interface RequestNames {
	KeyId?: string;
	SourceKeyId?: string;
	TargetKeyId?: string;
	DestinationKeyId?: string;
	CiphertextBlob?: Uint8Array;
}

/** Writes a refusal to the log and changes nothing else. Failing to write it down must not hide the refusal itself. */
export async function logRefusal(
	context: OperationContext,
	operation: Operation,
	request: object,
	error: KmsError
): Promise<void> {
	if (!refusalIsLogged(operation, error.code)) return;
	try {
		await context.logOnly(({ vault }) => {
			const cmk = vault.findCmk(keyOf(error.details, request));
			const reason = 'reason' in error.details ? { reason: error.details.reason } : {};
			return {
				change: {
					log: [{ operation, keyId: cmk?.keyId ?? null, result: error.code, detail: reason }]
				},
				answer: () => undefined
			};
		});
	} catch (logError) {
		if (!(logError instanceof KmsError)) throw logError;
	}
}

/**
 * @returns the key that a refusal is about: the one it names, or the one that was asked for, or the one that the
 * ciphertext names. A ciphertext says so in the clear, and may be forged.
 */
function keyOf(details: object, request: object): string {
	const { keyId }: { keyId?: string } = 'reason' in details ? {} : details;
	const { KeyId, SourceKeyId, TargetKeyId, DestinationKeyId, CiphertextBlob }: RequestNames =
		request;
	return (
		keyId ??
		KeyId ??
		SourceKeyId ??
		TargetKeyId ??
		(CiphertextBlob && keyIdIn(CiphertextBlob)) ??
		DestinationKeyId ??
		''
	);
}

function keyIdIn(blob: Uint8Array): string | undefined {
	try {
		return parseCiphertextBlob(blob).keyId;
	} catch {
		return undefined;
	}
}
