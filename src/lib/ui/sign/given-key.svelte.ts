import { toHex, type Bytes } from '#lib/domain/bytes.ts';
import type { KeyAlgorithm } from '#lib/domain/reading/content.ts';
import { wipeReadings, type FileReading, type ReadingHints } from '#lib/domain/reading/reading.ts';
import { FileInput, type FileFinding, type Incoming } from '../components/file-input.svelte.ts';
import type { FieldError } from '../components/form.ts';
import type { Verdict } from '../components/file-field.ts';
import { clock } from '../engine/clock.svelte.ts';
import type { ReadBytes } from '../engine/reading-client.ts';
import { describeError } from '../messages/errors.ts';
import { givenKeyMessages } from '../messages/given-key.ts';
import { formatDateTimeWithZone } from '../words/format.ts';
import { locale } from '../words/locale.svelte.ts';
import { algorithmWords, containerWords, readingFacts } from '../words/reading-words.ts';

/** A public key that somebody has handed over: no key of the vault. */
export interface GivenKey {
	/** SubjectPublicKeyInfo, DER */
	publicKey: Bytes;
	algorithm: KeyAlgorithm;
}

interface GivenKeyFinding extends FileFinding {
	/** undefined where there is none of use */
	key: GivenKey | undefined;
	/** different public keys in the file */
	keyCount: number;
}

/** The field of a public key that somebody has handed over. A private key is refused and wiped. */
export class GivenKeyInput extends FileInput<GivenKeyFinding> {
	readonly #takes: (algorithm: KeyAlgorithm) => boolean;
	readonly #refusal: () => string;

	/**
	 * @param takes - whether a kind is of use
	 * @param refusal - which kinds are, for one that is not
	 */
	constructor(read: ReadBytes, takes: (algorithm: KeyAlgorithm) => boolean, refusal: () => string) {
		super(read);
		this.#takes = takes;
		this.#refusal = refusal;
	}

	get key(): GivenKey | undefined {
		return this.finding?.key;
	}

	/** Whether the key can be used, in words; undefined where there is no file. */
	get verdict(): Verdict | undefined {
		if (!this.finding) return undefined;
		const { language } = locale;
		const text = givenKeyMessages[language];
		const { reading, error, key, keyCount } = this.finding;
		if (error) return { tone: 'danger', ...describeError(error, language) };
		const content = reading?.content;
		if (key) {
			const until = content?.kind === 'PUBLIC_KEY' ? content.validUntil : undefined;
			const hasEnded = until !== undefined && until < clock.now();
			const cause = [
				keyCount > 1 ? text.many(keyCount) : '',
				hasEnded ? text.ended(formatDateTimeWithZone(until, language)) : ''
			].join(' ');
			const title = text.taken(algorithmWords(key.algorithm, language));
			return { tone: keyCount > 1 || hasEnded ? 'warning' : 'ok', title, cause: cause.trim() };
		}
		if (content?.kind === 'PRIVATE_KEY')
			return { tone: 'danger', title: text.private, cause: text.privateCause };
		if (content?.kind === 'CONTAINER')
			return { tone: 'danger', ...containerWords(content, language) };
		if (content?.kind !== 'PUBLIC_KEY')
			return { tone: 'danger', title: text.none, cause: text.noneCause };
		const title = text.other(algorithmWords(content.algorithm, language));
		return { tone: 'danger', title, cause: this.#refusal() };
	}

	/** @returns the key once it is read, or what is wrong with the field */
	async settledKey(field: string): Promise<GivenKey | FieldError> {
		await this.settled();
		return this.key ?? { field, message: givenKeyMessages[locale.language].give };
	}

	protected drop(): void {
		// A public key may stay in memory.
	}

	protected hints({ name, as }: Incoming): ReadingHints {
		return { name: name ?? '', as };
	}

	protected refused(refusal: FileFinding): GivenKeyFinding {
		return { ...refusal, key: undefined, keyCount: 0 };
	}

	protected judge(readings: FileReading[], unread: FileFinding): void {
		// It may be a private key that was pasted.
		this.letGo();
		const keys = readings.filter(isPublicKey);
		const taken = keys.find(({ content }) => this.#takes(content.algorithm));
		const shown = taken ?? keys[0] ?? readings[0];
		const values = keys.map(({ bytes }) => toHex(bytes));
		const keyCount = values.filter((value, at) => values.indexOf(value) === at).length;
		wipeReadings(readings.filter((reading) => reading !== taken));
		this.say({
			...{ ...unread, reading: shown && readingFacts(shown), keyCount },
			key: taken && { publicKey: taken.bytes, algorithm: taken.content.algorithm }
		});
	}
}

type PublicKeyReading = FileReading & { content: { kind: 'PUBLIC_KEY' } };
const isPublicKey = (reading: FileReading): reading is PublicKeyReading =>
	reading.content.kind === 'PUBLIC_KEY';
