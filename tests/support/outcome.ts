import { KmsError } from '#lib/domain/errors.ts';

/** @returns `success`, or how the attempt ended: the code of a KmsError, or else the error's name */
export async function outcome(attempt: () => unknown): Promise<string> {
	try {
		await attempt();
		return 'success';
	} catch (error) {
		if (error instanceof KmsError) return (error as KmsError).code;
		return error instanceof Error ? error.name : 'not an error';
	}
}
