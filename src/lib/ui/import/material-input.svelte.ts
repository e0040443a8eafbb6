import { isBlank, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { keyMaterialBytes, type KeyCheckValue } from '#lib/domain/cmk.ts';
import { KmsError, asKmsError } from '#lib/domain/errors.ts';
import {
	largestFileBytes,
	wipeReadings,
	type FileReading,
	type ReadAs,
	type ReadStep,
	type ReadingHints
} from '#lib/domain/reading/reading.ts';
import { asKeyMaterial } from '#lib/domain/key-material.ts';
import { OneReading, type RunningReading } from '../one-reading.svelte.ts';
import type { ReadingFacts } from '../reading-words.ts';
import type { VaultState } from '../vault.svelte.ts';
import { sameSteps, type Carried } from './carried-file.ts';

export type MaterialSource = 'RANDOM' | 'FILE' | 'PASTE';

/** What is known of key material that was chosen, none of it secret. */
export interface MaterialFinding {
	/** of a file */
	name: string | undefined;
	fileBytes: number;
	/** undefined for what was not read */
	reading: ReadingFacts | undefined;
	/** of several keys in one file, to choose from */
	choices: readonly ReadingFacts[];
	/** undefined when `error` says why it can't be used, or while it is being found out */
	checkValue: KeyCheckValue | undefined;
	error: KmsError | undefined;
}

/** Key material of the person's own, on its way from a file or a field to the worker. */
export class MaterialInput {
	#finding = $state.raw<MaterialFinding>();
	#readAs = $state.raw<ReadAs>('AUTOMATIC');
	/** Secret: in no reactive state, and wiped as soon as something takes its place. */
	#readings: readonly FileReading[] = [];
	#chosen: FileReading | undefined;
	#file: File | undefined;
	/** Counts up, so that an answer that comes late is known as such. */
	#turn = 0;
	readonly #reading: OneReading;
	readonly #vault: Pick<VaultState, 'handle'>;

	constructor(vault: Pick<VaultState, 'handle' | 'read'>) {
		this.#vault = vault;
		this.#reading = new OneReading(vault.read);
	}

	get finding(): MaterialFinding | undefined {
		return this.#finding;
	}

	/** While a file is being read. */
	get reading(): RunningReading | undefined {
		return this.#reading.running;
	}

	get readAs(): ReadAs {
		return this.#readAs;
	}

	/** Once what was chosen last is read. */
	settled(): Promise<void> {
		return this.#reading.settled();
	}

	readFile(file: File, as: ReadAs = 'AUTOMATIC'): Promise<void> {
		return this.#reading.hold(this.#readFile(file, as));
	}

	async #readFile(file: File, as: ReadAs): Promise<void> {
		this.#start();
		this.#file = file;
		this.#readAs = as;
		const unread: MaterialFinding = { ...nothing, name: file.name, fileBytes: file.size };
		const error = refuseSize(file.size);
		if (error) {
			this.#finding = { ...unread, error };
			return;
		}
		try {
			await this.#take(await this.#reading.file(file, this.#hints()), unread);
		} catch (failure) {
			const refusal = asKmsError(failure);
			if (!refusal) throw failure;
			this.#finding = { ...unread, error: refusal };
		}
	}

	/** What another page has looked into: of several keys in it, the one that was meant there. */
	async readCarried(carried: Carried): Promise<void> {
		await ('file' in carried ? this.readFile(carried.file) : this.readText(carried.text));
		await this.#chooseMeant(carried.steps);
	}

	/** The file that was chosen last, in another way. */
	async readDifferently(as: ReadAs): Promise<void> {
		if (this.#file) await this.readFile(this.#file, as);
	}

	/** @param entered - UTF-8; moved, so that it is empty afterwards */
	async readText(entered: Bytes): Promise<void> {
		this.#start();
		if (isBlank(entered)) return;
		const unread: MaterialFinding = { ...nothing, fileBytes: entered.length };
		await this.#take(await this.#reading.bytes(entered, this.#hints()), unread);
	}

	/** As {@link readText}, of what stands in the form that is sent: of several keys, the one that was chosen stays so. */
	async readTextAgain(entered: Bytes): Promise<void> {
		const steps = this.#chosen?.steps;
		await this.readText(entered);
		await this.#chooseMeant(steps);
	}

	async #chooseMeant(steps: readonly ReadStep[] | undefined): Promise<void> {
		const meant = steps && this.#readings.findIndex((reading) => sameSteps(reading.steps, steps));
		if (meant !== undefined && meant >= 0) await this.choose(meant);
	}

	/** Takes one of {@link MaterialFinding.choices}. */
	choose(index: number): Promise<void> {
		return this.#reading.hold(this.#choose(index));
	}

	async #choose(index: number): Promise<void> {
		const finding = this.#finding;
		const reading = this.#readings[index];
		if (finding && reading) await this.#inspect(reading, finding);
	}

	/** @returns the bytes, which the caller wipes; this forgets them */
	take(): FileReading['bytes'] | undefined {
		const bytes = this.#chosen?.bytes.slice();
		this.forget();
		return bytes;
	}

	forget(): void {
		this.#start();
	}

	#start(): void {
		this.#reading.cancel();
		wipeReadings(this.#readings);
		this.#readings = [];
		this.#chosen = undefined;
		this.#finding = undefined;
		this.#file = undefined;
		this.#readAs = 'AUTOMATIC';
		this.#turn++;
	}

	#hints(): ReadingHints {
		return { as: this.#readAs, expectedLengths: [keyMaterialBytes] };
	}

	/** @param readings - undefined for a reading that was ended, of which nothing is left */
	async #take(readings: FileReading[] | undefined, unread: MaterialFinding): Promise<void> {
		if (!readings) return;
		const keys = readings.filter(({ bytes }) => bytes.length === keyMaterialBytes);
		// Of a file with several things in it, the one of the right length is meant.
		const kept = keys.length > 0 ? keys : readings.slice(0, 1);
		wipeReadings(readings.filter((reading) => !kept.includes(reading)));
		this.#readings = kept;
		const [first] = kept;
		if (keys.length > 1) this.#finding = { ...unread, choices: kept.map(factsOf) };
		else if (first) await this.#inspect(first, unread);
	}

	async #inspect(reading: FileReading, before: MaterialFinding): Promise<void> {
		const turn = this.#turn;
		const finding: MaterialFinding = {
			...before,
			reading: factsOf(reading),
			checkValue: undefined,
			error: undefined
		};
		this.#chosen = reading;
		this.#finding = finding;
		// What is a key of another kind is said by what it is, not by its length.
		if (!holdsPlainBytes(reading)) {
			this.#refuse(reading);
			return;
		}
		try {
			asKeyMaterial(reading.bytes);
			const { KeyCheckValue } = await this.#vault.handle('InspectKeyMaterial', {
				KeyMaterial: reading.bytes.slice()
			});
			if (turn === this.#turn && this.#chosen === reading)
				this.#finding = { ...finding, checkValue: KeyCheckValue };
		} catch (failure) {
			if (turn !== this.#turn || this.#chosen !== reading) return;
			this.#refuse(reading);
			const error = failure instanceof KmsError ? failure : new KmsError('InternalError', {});
			this.#finding = { ...finding, error };
		}
	}

	#refuse({ bytes }: FileReading): void {
		wipe(bytes);
		this.#chosen = undefined;
	}
}

const nothing: MaterialFinding = {
	name: undefined,
	fileBytes: 0,
	reading: undefined,
	choices: [],
	checkValue: undefined,
	error: undefined
};

/** Whether bytes are judged as key material: by their length, and whether they are random. */
const holdsPlainBytes = ({ content: { kind } }: FileReading) =>
	['KEY_MATERIAL', 'UNKNOWN', 'TEXT', 'ENCRYPTED_KEY'].includes(kind);

const factsOf = ({ steps, content, alternatives, bytes }: FileReading): ReadingFacts => ({
	steps,
	content,
	alternatives,
	byteCount: bytes.length
});

function refuseSize(actualBytes: number): KmsError | undefined {
	const parameter = 'KeyMaterial';
	if (actualBytes === 0) return new KmsError('EmptyInput', { parameter });
	return actualBytes > largestFileBytes
		? new KmsError('InputTooLarge', { parameter, actualBytes, limitBytes: largestFileBytes })
		: undefined;
}
