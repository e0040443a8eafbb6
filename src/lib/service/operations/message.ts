import { KmsError } from '#lib/domain/errors.ts';

/** What is signed or gets a MAC has this many bytes at most, as in AWS KMS. */
export const longestMessage = 4096;

/** @throws {@link KmsError} `EmptyInput`, `InputTooLarge` */
export function assertLength(parameter: string, { length }: Uint8Array, limitBytes: number): void {
	if (length === 0) throw new KmsError('EmptyInput', { parameter });
	if (length > limitBytes)
		throw new KmsError('InputTooLarge', { parameter, actualBytes: length, limitBytes });
}
