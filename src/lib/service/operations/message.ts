import { KmsError } from '#lib/domain/errors.ts';
import { largestMessage } from '#lib/domain/key/kinds.ts';

/** What is signed or gets a MAC has this many bytes at most, as in AWS KMS. */
const longestMessage = 4096;
/** Of any algorithm, in bytes, as AWS KMS has it. */
export const longestSignature = 6144;
/** Of the other side, in bytes, as AWS KMS has it. */
export const longestPublicKey = 8192;
/** What is signed or gets a MAC, as requests have it. */
interface Message {
	Message: Uint8Array;
	LargeMessage?: boolean;
}

/** @throws {@link KmsError} `EmptyInput`, `InputTooLarge` */
export const assertMessageLength = ({ Message, LargeMessage = false }: Message): void =>
	assertLength('Message', Message, LargeMessage ? largestMessage : longestMessage);

/** @throws {@link KmsError} `EmptyInput`, `InputTooLarge` */
export function assertLength(parameter: string, { length }: Uint8Array, limitBytes: number): void {
	if (length === 0) throw new KmsError('EmptyInput', { parameter });
	if (length > limitBytes)
		throw new KmsError('InputTooLarge', { parameter, actualBytes: length, limitBytes });
}
