import { isBlank, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError, asKmsError } from '#lib/domain/errors.ts';
import { wipeReadings, type FileReading } from '#lib/domain/reading/reading.ts';
import {
	isSymmetric,
	keySpecs,
	symmetricKeyBytes,
	symmetricSpecsOfLength,
	type KeySpec
} from '#lib/domain/key-spec.ts';
import type { KeyComparison } from '#lib/service/api.ts';
import { OneReading, type RunningReading } from '../one-reading.svelte.ts';
import type { ReadingFacts } from '../reading-words.ts';
import type { VaultState } from '../vault.svelte.ts';

export type MaterialSource = 'RANDOM' | 'FILE' | 'PASTE' | 'KEY';

/** Why what was chosen holds no key material. */
export type MaterialFault =
	| 'LOCKED'
	| 'PKCS_12'
	| 'OPENSSH'
	| 'PUTTY'
	| 'COSIGN'
	| 'PRINTED'
	| 'DAMAGED'
	| 'OTHER_KEY'
	| 'MANY_KEYS'
	| 'NONE';

/** What is known of key material that was chosen, none of it secret. */
export interface WrapFinding {
	/** of a file */
	name: string | undefined;
	fileBytes: number;
	reading: ReadingFacts | undefined;
	/** the kind that it is, of those that have this form; the first is the most likely */
	keySpecs: readonly KeySpec[];
	fault: MaterialFault | undefined;
	/** undefined when `fault` or `error` says why it can't be used, or while it is being found out */
	comparison: KeyComparison | undefined;
	error: KmsError | undefined;
}

const curves: Readonly<Record<string, KeySpec>> = {
	'P-256': 'ECC_NIST_P256',
	'P-384': 'ECC_NIST_P384',
	'P-521': 'ECC_NIST_P521'
};
const rawLengths = keySpecs.filter(isSymmetric).map(symmetricKeyBytes);

/** @returns what kinds of key material these bytes can be */
function specsOf({ content, bytes }: FileReading): KeySpec[] {
	if (content.kind !== 'PRIVATE_KEY') return symmetricSpecsOfLength(bytes.length);
	const { algorithm } = content;
	if (algorithm?.type === 'RSA')
		return keySpecs.filter((keySpec) => keySpec === `RSA_${algorithm.modulusBits}`);
	const curve = algorithm?.type === 'EC' && algorithm.curve && curves[algorithm.curve];
	return curve ? [curve] : [];
}

/** What is judged by its length; all else says what it is. */
const mayBeSymmetric: readonly FileReading['content']['kind'][] = [
	'KEY_MATERIAL',
	'UNKNOWN',
	'TEXT',
	'ENCRYPTED_KEY'
];

/** Why a private key can't be taken as it is. */
function keyFault(reading: FileReading): MaterialFault | undefined {
	const { content } = reading;
	if (content.kind !== 'PRIVATE_KEY') return 'NONE';
	const { form, encrypted, algorithm } = content;
	if (form === 'OPENSSH' || form === 'PUTTY' || form === 'COSIGN') return form;
	if (encrypted) return 'LOCKED';
	if (!algorithm) return form === 'PRINTED' ? 'PRINTED' : 'DAMAGED';
	return specsOf(reading).length === 0 ? 'OTHER_KEY' : undefined;
}

function faultOf(found: readonly FileReading[]): MaterialFault | undefined {
	const privateKeys = found.filter(({ content }) => content.kind === 'PRIVATE_KEY');
	const plain = found.filter(({ content }) => content.kind === 'KEY_MATERIAL');
	const [first] = found;
	if (privateKeys.length > 1 || (privateKeys.length === 0 && plain.length > 1)) return 'MANY_KEYS';
	if (first?.content.kind === 'PKCS_12') return 'PKCS_12';
	const [privateKey] = privateKeys;
	if (privateKey) return keyFault(privateKey);
	return first && mayBeSymmetric.includes(first.content.kind) ? undefined : 'NONE';
}

/** Key material of the person's own, on its way from a file or a field to the worker. */
export class MaterialToWrap {
	#finding = $state.raw<WrapFinding>();
	/** Secret: in no reactive state, and wiped as soon as something takes its place. */
	#bytes: Bytes | undefined;
	#reading = 0;
	readonly #running: OneReading;
	readonly #vault: Pick<VaultState, 'handle'>;

	constructor(vault: Pick<VaultState, 'handle' | 'read'>) {
		this.#vault = vault;
		this.#running = new OneReading(vault.read);
	}

	/** While a file is being read. */
	get reading(): RunningReading | undefined {
		return this.#running.running;
	}

	get finding(): WrapFinding | undefined {
		return this.#finding;
	}

	/** Once what was chosen last is read. */
	settled(): Promise<void> {
		return this.#running.settled();
	}

	readFile(file: File): Promise<void> {
		return this.#running.hold(this.#readFile(file));
	}

	async #readFile(file: File): Promise<void> {
		this.#start();
		const unread = { name: file.name, fileBytes: file.size };
		try {
			this.#take(await this.#running.file(file, { expectedLengths: rawLengths }), unread);
		} catch (error) {
			const refusal = asKmsError(error);
			if (!refusal) throw error;
			this.#finding = { ...nothingOf(unread), error: refusal };
		}
	}

	/** @param entered - UTF-8; moved, so that it is empty afterwards */
	async readText(entered: Bytes): Promise<void> {
		this.#start();
		if (isBlank(entered)) return;
		const unread = { name: undefined, fileBytes: entered.length };
		this.#take(await this.#running.bytes(entered, { expectedLengths: rawLengths }), unread);
	}

	/** Finds out whether what was read can be wrapped as this kind. */
	async inspect(keySpec: KeySpec): Promise<void> {
		const bytes = this.#bytes;
		const finding = this.#finding;
		const reading = this.#reading;
		if (!bytes || !finding) return;
		const before = { ...finding, comparison: undefined, error: undefined };
		try {
			const { Comparison } = await this.#vault.handle('InspectKeyToWrap', {
				KeySpec: keySpec,
				KeyMaterial: bytes.slice()
			});
			if (reading === this.#reading) this.#finding = { ...before, comparison: Comparison };
		} catch (error) {
			const refusal = asKmsError(error) ?? new KmsError('InternalError', {});
			if (reading === this.#reading) this.#finding = { ...before, error: refusal };
		}
	}

	/** @returns the bytes, which the caller wipes; this forgets them */
	take(): Bytes | undefined {
		const bytes = this.#bytes;
		this.#bytes = undefined;
		this.forget();
		return bytes;
	}

	forget(): void {
		this.#start();
	}

	#start(): void {
		this.#running.cancel();
		wipe(this.#bytes);
		this.#bytes = undefined;
		this.#finding = undefined;
		this.#reading++;
	}

	/** @param found - undefined for a reading that was ended, of which nothing is left */
	#take(
		found: FileReading[] | undefined,
		file: { name: string | undefined; fileBytes: number }
	): void {
		if (!found) return;
		const keys = (['PRIVATE_KEY', 'KEY_MATERIAL'] as const).flatMap((kind) =>
			found.filter(({ content }) => content.kind === kind)
		);
		const chosen = keys[0] ?? found[0];
		const fault = faultOf(keys.length > 0 ? keys : found);
		const usable = chosen && !fault ? chosen : undefined;
		wipeReadings(found.filter((one) => one !== usable));
		this.#bytes = usable?.bytes;
		this.#finding = {
			...nothingOf(file),
			reading: chosen && {
				steps: chosen.steps,
				content: chosen.content,
				alternatives: chosen.alternatives,
				byteCount: chosen.bytes.length
			},
			keySpecs: usable ? specsOf(usable) : [],
			fault
		};
	}
}

function nothingOf(file: { name: string | undefined; fileBytes: number }): WrapFinding {
	return {
		...file,
		reading: undefined,
		keySpecs: [],
		fault: undefined,
		comparison: undefined,
		error: undefined
	};
}
