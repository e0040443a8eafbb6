import { utf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { jwsSigningInput, parseClaims, type JwsAlgorithm } from '#lib/domain/key/jws.ts';
import { textOf, type FieldError } from '../components/form.ts';
import { cryptoMessages } from '../messages/crypto.ts';
import { signMessages } from '../messages/sign.ts';
import { bytesOfFile } from '../platform/read-file.ts';
import { formatBytes } from '../words/format.ts';
import { locale } from '../words/locale.svelte.ts';

/** The ids of the fields, of which one is there at a time. */
export const messageFields = { text: 'message', file: 'message-file', claims: 'claims' } as const;

/** How a JWT is to be signed. */
export interface JwtSigning {
	/** undefined where JOSE has no name for it */
	algorithm: JwsAlgorithm | undefined;
	keyId: string;
}

/** What is to be signed or encrypted, or was signed: a text that is typed, a file, or the claims of a JWT. */
export class MessageInput {
	what = $state<'TEXT' | 'FILE' | 'JWT'>('TEXT');
	/** only a handle: it is read when the form is sent */
	file = $state.raw<File>();
	/** in bytes */
	readonly most: number;
	readonly #tooLongWords: (size: string, most: string) => string;

	/** @param tooLongWords - what is said of a longer one */
	constructor(most: number, tooLongWords: (size: string, most: string) => string) {
		this.most = most;
		this.#tooLongWords = tooLongWords;
	}

	/** What a file with the signature is called after. */
	get name(): string {
		return (this.what === 'FILE' && this.file?.name) || 'message';
	}

	/**
	 * Reads the message for what sends the form.
	 *
	 * @param send - gets the message, which is wiped afterwards, or what is wrong with the field
	 */
	async use(
		data: FormData,
		send: (message: Bytes | FieldError) => Promise<void>,
		jwt?: JwtSigning
	): Promise<void> {
		const message = await this.read(data, jwt);
		try {
			await send(message);
		} finally {
			if (message instanceof Uint8Array) wipe(message);
		}
	}

	/** @returns the message, which the caller wipes, or what is wrong with the field */
	async read(data: FormData, jwt?: JwtSigning): Promise<Bytes | FieldError> {
		const text = cryptoMessages[locale.language];
		if (this.what === 'JWT') return this.#claims(data, jwt);
		if (this.what === 'TEXT') {
			const typed = textOf(data, 'message');
			return typed === ''
				? { field: messageFields.text, message: text.enterText }
				: this.#encoded(messageFields.text, typed);
		}
		const field = messageFields.file;
		if (!this.file) return { field, message: text.chooseFile };
		if (this.file.size === 0) return { field, message: text.emptyFile };
		if (this.file.size > this.most) return this.#tooLong(field, this.file.size);
		return bytesOfFile(this.file).catch(() => ({ field, message: text.unreadableFile }));
	}

	#claims(data: FormData, jwt: JwtSigning | undefined): Bytes | FieldError {
		const field = messageFields.claims;
		const text = signMessages[locale.language];
		const typed = textOf(data, 'claims');
		if (!parseClaims(typed)) return { field, message: text.noClaims };
		if (!jwt?.algorithm) return { field, message: text.noJwsAlgorithm };
		return this.#encoded(field, jwsSigningInput(jwt.algorithm, typed, jwt.keyId));
	}

	#encoded(field: string, typed: string): Bytes | FieldError {
		const encoded = utf8(typed);
		if (encoded.length <= this.most) return encoded;
		wipe(encoded);
		return this.#tooLong(field, encoded.length);
	}

	#tooLong(field: string, size: number): FieldError {
		return { field, message: this.#tooLongWords(formatBytes(size), formatBytes(this.most)) };
	}
}
