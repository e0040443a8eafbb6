import { KmsError } from '#lib/domain/errors.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import type { OperationContext } from './context.ts';
import { refusalIsLogged } from '../operations.ts';

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

/** @returns the key that a refusal is about: the one it names, or the one that was asked for */
function keyOf(details: object, request: object): string {
	const { keyId }: { keyId?: string } = 'reason' in details ? {} : details;
	const { KeyId, TargetKeyId, DestinationKeyId }: Partial<Record<string, string>> = request;
	return keyId ?? KeyId ?? TargetKeyId ?? DestinationKeyId ?? '';
}
