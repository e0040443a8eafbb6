import type { Bytes } from '#lib/domain/bytes.ts';
import { answerStrength, type StrengthAnswer } from '#lib/service/worker/answer-strength.ts';

/** The strength worker's part, played in the page. */
export class StrengthClient {
	ask(passphrase: Bytes): Promise<StrengthAnswer> {
		return Promise.resolve(
			answerStrength(structuredClone({ passphrase }, { transfer: [passphrase.buffer] }))
		);
	}

	close(): void {
		return;
	}
}
