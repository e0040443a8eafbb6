import { createContext } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import { equalBytes, type Bytes } from '#lib/domain/bytes.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { Handle } from '#lib/service/api.ts';
import type { VaultFileRelation } from '#lib/service/api/vault.ts';
import { clock } from './clock.svelte.ts';
import { saveFile } from '../platform/download.ts';
import {
	canChooseTarget,
	chooseTarget,
	writeFile,
	type FileHandle
} from '../platform/file-access.ts';
import { bytesOfFile } from '../platform/read-file.ts';

/** Why a vault file was not saved. */
export type SaveFailure =
	/** the engine refused */
	| { reason: 'REFUSED'; error: unknown }
	/** the file is saved, but the vault could not note it */
	| { reason: 'NOT_NOTED'; error: unknown }
	| { reason: 'NOT_ALLOWED' | 'GONE' | 'FULL' | 'IN_USE' | 'NOT_WRITTEN' }
	/** what was read back is not what was written */
	| { reason: 'DIFFERS' }
	/** the file holds changes that are not in the vault that is open */
	| { reason: 'CHANGED_ELSEWHERE' };

/** What the browser calls it when it does not write. */
const causes: Readonly<Record<string, 'NOT_ALLOWED' | 'GONE' | 'FULL' | 'IN_USE'>> = {
	NotAllowedError: 'NOT_ALLOWED',
	SecurityError: 'NOT_ALLOWED',
	NotFoundError: 'GONE',
	QuotaExceededError: 'FULL',
	NotReadableError: 'GONE',
	NoModificationAllowedError: 'IN_USE',
	InvalidStateError: 'IN_USE'
};

/** Where to save: to the file that is known, to one that is chosen now, or as a download. */
type Target = 'KNOWN' | 'CHOSEN' | 'DOWNLOADED';

/** A file may be written over if it holds nothing that the vault does not. */
const mayBeReplaced: ReadonlySet<VaultFileRelation> = new Set(['SAME', 'FILE_IS_OLDER']);

/** Where a vault lies that is kept in a file: the page's memory, as long as the page is open. */
export interface VaultMemory {
	/** grows with every change */
	readonly revision: number;
	/** @returns the function that ends the subscription */
	onchange: (listener: () => void) => () => void;
}

/** A vault file that was handed to the browser. */
interface Copy {
	bytes: Bytes;
	/** of the vault in memory, before the file was made */
	revision: number;
	fileName: string;
}

/**
 * The vault file: it counts as saved once what was written has been read back, is the same, byte for byte, and has been
 * opened by the engine. Where the vault is kept in a file, this also knows which one and what is not yet in it.
 */
export class VaultFileState {
	#handle: FileHandle | undefined;
	#fileName = $state.raw<string>();
	#savedRevision = $state.raw(0);
	#savedAt = $state.raw<EpochMillis>();
	#unchecked = $state.raw<Copy>();
	#failure = $state.raw<SaveFailure>();
	#notice = $state.raw<'FAILURE' | 'CHECK'>();
	#busy = $state.raw(false);
	readonly #engine: Handle;
	readonly #memory: VaultMemory | undefined;
	readonly #changes = createSubscriber((update) => this.#memory?.onchange(update));

	/** @param memory - only where the vault is kept in a file */
	constructor(engine: Handle, memory?: VaultMemory) {
		this.#engine = engine;
		this.#memory = memory;
	}

	/** The file that was opened or saved last. */
	get fileName(): string | undefined {
		return this.#fileName;
	}

	/** The vault has changes that are in no file. Always false where the vault is kept in the browser. */
	get unsaved(): boolean {
		if (!this.#memory) return false;
		this.#changes();
		return this.#memory.revision !== this.#savedRevision;
	}

	/** The vault is kept in a file, and the last attempt to save it failed. */
	get failed(): boolean {
		return this.#memory !== undefined && this.#failure !== undefined;
	}

	get failure(): SaveFailure | undefined {
		return this.#failure;
	}

	/** When the file was saved that was read back last. */
	get savedAt(): EpochMillis | undefined {
		return this.#savedAt;
	}

	/** A file that was downloaded and not yet checked against what should have been saved. */
	get unchecked(): string | undefined {
		return this.#unchecked?.fileName;
	}

	/** What the page must tell or ask the user now. */
	get notice(): 'FAILURE' | 'CHECK' | undefined {
		return this.#notice;
	}

	get busy(): boolean {
		return this.#busy;
	}

	/** Saves to the file that is known; asks where to if there is none. Never throws: see {@link failure}. */
	save(): Promise<void> {
		return this.#attempt('KNOWN');
	}

	/** Asks the user for a file and saves to it. */
	saveAs(): Promise<void> {
		return this.#attempt('CHOSEN');
	}

	/** Saves as a download, also where the browser has a dialog for it. */
	download(): Promise<void> {
		return this.#attempt('DOWNLOADED');
	}

	/**
	 * Takes a file as the one that was downloaded, if it is the same.
	 *
	 * @returns whether it is
	 * @throws KmsError `UnreadableFile`; the engine's, for a file that it could not open, and while the vault is locked
	 */
	async check(file: File): Promise<boolean> {
		const copy = this.#unchecked;
		const bytes = await bytesOfFile(file);
		if (!copy || !equalBytes(bytes, copy.bytes)) return false;
		await this.#assertOpens(bytes);
		this.#fileName = file.name;
		this.#handle = undefined; // the next Save must not go to another file than the one named
		await this.#saved(copy);
		return true;
	}

	/** Asks again for the file that was downloaded. */
	askForCheck(): void {
		if (this.#unchecked) this.#notice = 'CHECK';
	}

	/** The user has read the notice. What it said is still true. */
	closeNotice(): void {
		this.#notice = undefined;
	}

	/** The vault that is open now comes from this file, and there is nothing in it that the file lacks. */
	opened(fileName: string, handle: FileHandle | undefined): void {
		if (!this.#memory) return;
		this.#handle = handle;
		this.#fileName = fileName;
		this.#savedAt = undefined;
		this.#savedRevision = this.#memory.revision;
		this.#settle();
	}

	/** Another vault is shown, of which nothing was saved here. */
	forget(): void {
		this.#handle = this.#fileName = this.#savedAt = undefined;
		this.#settle();
	}

	async #attempt(target: Target): Promise<void> {
		if (this.#busy) return;
		this.#busy = true;
		try {
			const revision = this.#memory?.revision ?? 0;
			const { FileName, File: bytes } = await this.#engine('SaveVaultFile', {});
			const copy = { bytes, revision, fileName: FileName };
			if (target === 'DOWNLOADED' || !canChooseTarget()) this.#download(copy);
			else await this.#write(copy, target === 'KNOWN' ? this.#handle : undefined);
		} catch (error) {
			this.#fail(failureOf(error));
		} finally {
			this.#busy = false;
		}
	}

	async #write(copy: Copy, known: FileHandle | undefined): Promise<void> {
		if (known && !(await this.#mayReplace(known))) {
			this.#fail({ reason: 'CHANGED_ELSEWHERE' });
			return;
		}
		const handle = known ?? (await chooseTarget(copy.fileName));
		if (!handle) return;
		await writeFile(handle, copy.bytes);
		const written = await contentOf(handle).catch(() => undefined);
		if (!written || !equalBytes(written, copy.bytes)) {
			this.#fail({ reason: 'DIFFERS' });
			return;
		}
		await this.#assertOpens(written);
		if (this.#memory) this.#handle = handle;
		this.#fileName = handle.name;
		await this.#saved(copy);
	}

	/** The engine parses and verifies the file as an opening would. */
	async #assertOpens(file: Bytes): Promise<void> {
		await this.#engine('CheckVaultFile', { File: file });
	}

	#download(copy: Copy): void {
		saveFile(copy.fileName, copy.bytes);
		this.#unchecked = copy;
		this.#notice = 'CHECK';
	}

	/** Another window, or another computer, may have saved to the same file since. */
	async #mayReplace(handle: FileHandle): Promise<boolean> {
		try {
			const file = await this.#engine('InspectVaultFile', { File: await contentOf(handle) });
			return mayBeReplaced.has(file.Relation);
		} catch (error) {
			// What was cut off while it was written is of no use; anything else may be another file, or a newer one.
			const { reason } = isKmsError(error, 'InvalidVaultFile') ? error.details : { reason: null };
			if (reason === null) throw error;
			return reason === 'EMPTY' || reason === 'CUT_OFF';
		}
	}

	async #saved({ bytes, revision }: Copy): Promise<void> {
		this.#savedRevision = revision;
		this.#savedAt = clock.now();
		this.#settle();
		if (this.#memory) return;
		try {
			await this.#engine('RecordBackup', { File: bytes });
		} catch (error) {
			this.#fail({ reason: 'NOT_NOTED', error });
		}
	}

	#settle(): void {
		this.#unchecked = undefined;
		this.#failure = undefined;
		this.#notice = undefined;
	}

	#fail(failure: SaveFailure): void {
		this.#failure = failure;
		this.#notice = 'FAILURE';
	}
}

async function contentOf(handle: FileHandle): Promise<Bytes> {
	return new Uint8Array(await (await handle.getFile()).arrayBuffer());
}

function failureOf(error: unknown): SaveFailure {
	if (!(error instanceof DOMException)) return { reason: 'REFUSED', error };
	return { reason: causes[error.name] ?? 'NOT_WRITTEN' };
}

/** The one vault file of the page, set by the layout. */
export const [getVaultFile, setVaultFile] = createContext<VaultFileState>();
