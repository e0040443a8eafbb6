import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { Handle } from '#lib/service/api.ts';
import type { VaultFileRelation } from '#lib/service/api/vault.ts';
import { saveFile } from '#lib/ui/platform/download.ts';
import { VaultFileState, type SaveFailure } from '#lib/ui/engine/vault-file.svelte.ts';

vi.mock('#lib/ui/platform/download.ts', () => ({ saveFile: vi.fn() }));

const suggested = 'airlock-00112233.airlock-vault';

/** A vault whose file says how often it was changed, and the engine that makes it. */
class FakeVault {
	changes = 1;
	relation: VaultFileRelation = 'FILE_IS_OLDER';
	readonly recorded: Bytes[] = [];
	readonly opened: Bytes[] = [];
	/** why a file that was written can't be opened */
	unopenable: KmsError | undefined;
	readonly inspected: Bytes[] = [];
	refusal: KmsError | undefined;
	/** why nothing can be noted */
	unwritable: KmsError | undefined;
	/** where the vault is kept in a file */
	readonly memory = {
		owner: this,
		get revision() {
			return this.owner.changes;
		},
		onchange: () => () => undefined
	};

	get content(): Bytes {
		return utf8(`vault after ${this.changes} changes`);
	}

	readonly engine: Handle = (async (operation: string, request: Record<string, unknown>) => {
		if (this.refusal) throw this.refusal;
		if (operation === 'SaveVaultFile') return { FileName: suggested, File: this.content };
		if (operation === 'InspectVaultFile') {
			this.inspected.push(request['File'] as Bytes);
			return { Relation: this.relation };
		}
		if (operation === 'CheckVaultFile') {
			if (this.unopenable) throw this.unopenable;
			this.opened.push(request['File'] as Bytes);
			return {};
		}
		if (this.unwritable) throw this.unwritable;
		this.recorded.push(request['File'] as Bytes);
		return {};
	}) as Handle;
}

/** A file on a disk that may fail. */
class FakeFile {
	content: Bytes = utf8('what was there before');
	/** what a write is answered with */
	refusal: DOMException | undefined;
	readonly name: string;
	/** what happens to the bytes on their way */
	damage = (bytes: Bytes): Bytes => bytes;

	constructor(name: string) {
		this.name = name;
	}

	getFile = async (): Promise<File> => new File([this.content], this.name);
	readonly createWritable = async () => {
		const parts: Bytes[] = [];
		return {
			write: async (part: Bytes) => void parts.push(part),
			close: async () => {
				if (this.refusal) throw this.refusal;
				this.content = this.damage(new Uint8Array(await new Blob(parts).arrayBuffer()));
			},
			abort: async () => undefined
		};
	};
}

/** The files that the user chooses in the browser's dialog, one after the other. */
function dialogAnswers(...files: (FakeFile | undefined)[]) {
	const asked: string[] = [];
	vi.stubGlobal('showSaveFilePicker', async (options: { suggestedName: string }) => {
		asked.push(options.suggestedName);
		const file = files.shift();
		if (!file) throw new DOMException('', 'AbortError');
		return file;
	});
	return asked;
}

let vault: FakeVault;
beforeEach(() => {
	vault = new FakeVault();
	vi.mocked(saveFile).mockClear();
});
afterEach(() => vi.unstubAllGlobals());

const inFile = () => new VaultFileState(vault.engine, vault.memory);
const inBrowser = () => new VaultFileState(vault.engine);
const reasonOf = (failure: SaveFailure | undefined) => failure?.reason;

test('changes count as unsaved until the file was written and read back', async () => {
	const disk = new FakeFile('stick.airlock-vault');
	const asked = dialogAnswers(disk);
	const file = inFile();
	expect(file.unsaved).toBe(true);
	await file.save();
	expect(asked).toEqual([suggested]);
	expect(disk.content).toEqual(vault.content);
	expect(file).toMatchObject({ unsaved: false, failed: false, fileName: disk.name, busy: false });
	vault.changes++;
	expect(file.unsaved).toBe(true);
});

test('the next save goes to the same file, unasked; another is asked for', async () => {
	const [first, second] = [new FakeFile('first'), new FakeFile('second')];
	const asked = dialogAnswers(first, second);
	const file = inFile();
	await file.save();
	vault.changes++;
	await file.save();
	expect(asked).toHaveLength(1);
	expect(first.content).toEqual(vault.content);
	await file.saveAs();
	expect(asked).toHaveLength(2);
	expect(second.content).toEqual(vault.content);
	expect(file.fileName).toBe('second');
});

test('a change that is made while the file is written is not in it', async () => {
	const disk = new FakeFile('stick');
	dialogAnswers(disk);
	disk.damage = (bytes) => {
		vault.changes++;
		return bytes;
	};
	const file = inFile();
	await file.save();
	expect(file).toMatchObject({ unsaved: true, failed: false });
});

test.each([
	['NotAllowedError', 'NOT_ALLOWED'],
	['NotFoundError', 'GONE'],
	['QuotaExceededError', 'FULL'],
	['NoModificationAllowedError', 'IN_USE'],
	['UnknownError', 'NOT_WRITTEN']
])('a write refused with %s is told as %s, and nothing is lost', async (name, reason) => {
	const disk = new FakeFile('stick');
	dialogAnswers(disk, disk);
	disk.refusal = new DOMException('', name);
	const before = disk.content;
	const file = inFile();
	await file.save();
	expect(reasonOf(file.failure)).toBe(reason);
	expect(file).toMatchObject({ failed: true, unsaved: true, notice: 'FAILURE', busy: false });
	expect(disk.content).toEqual(before);

	file.closeNotice();
	expect(file).toMatchObject({ failed: true, notice: undefined });
	disk.refusal = undefined;
	await file.save();
	expect(file).toMatchObject({ failed: false, unsaved: false, failure: undefined });
});

test('one other bit in what is read back is a failure', async () => {
	const disk = new FakeFile('stick');
	dialogAnswers(disk);
	disk.damage = (bytes) => bytes.map((byte, index) => (index === 3 ? byte ^ 1 : byte));
	const file = inFile();
	await file.save();
	expect(reasonOf(file.failure)).toBe('DIFFERS');
	expect(file.unsaved).toBe(true);
});

test('what can’t be read back is a failure', async () => {
	const disk = new FakeFile('stick');
	dialogAnswers(disk);
	disk.getFile = () => Promise.reject(new DOMException('', 'NotReadableError'));
	const file = inFile();
	await file.save();
	expect(reasonOf(file.failure)).toBe('DIFFERS');
});

test.each(['FILE_IS_NEWER', 'DIVERGED', 'OTHER_VAULT'] as const)(
	'a known file that is %s by now is not written over',
	async (relation) => {
		const disk = new FakeFile('stick');
		dialogAnswers(disk);
		const file = inFile();
		await file.save();
		disk.content = utf8('saved elsewhere');
		vault.relation = relation;
		vault.changes++;
		await file.save();
		expect(vault.inspected.at(-1)).toEqual(utf8('saved elsewhere'));
		expect(reasonOf(file.failure)).toBe('CHANGED_ELSEWHERE');
		expect(disk.content).toEqual(utf8('saved elsewhere'));
	}
);

test('what the engine refuses is told with its reason', async () => {
	dialogAnswers();
	vault.refusal = new KmsError('VaultLocked', {});
	const file = inFile();
	await file.save();
	expect(file.failure).toEqual({ reason: 'REFUSED', error: vault.refusal });
});

test('a person who thinks better of it changes nothing, not even an earlier failure', async () => {
	const disk = new FakeFile('stick');
	dialogAnswers(disk, undefined);
	disk.refusal = new DOMException('', 'QuotaExceededError');
	const file = inFile();
	await file.save();
	await file.save();
	expect(reasonOf(file.failure)).toBe('FULL');
	expect(file).toMatchObject({ failed: true, unsaved: true, busy: false });
});

test('two saves at once are one', async () => {
	const asked = dialogAnswers(new FakeFile('stick'), new FakeFile('other'));
	const file = inFile();
	await Promise.all([file.save(), file.save()]);
	expect(asked).toHaveLength(1);
});

test('a download counts once it was chosen again, byte for byte', async () => {
	const file = inFile();
	await file.save();
	const bytes = vault.content;
	expect(saveFile).toHaveBeenCalledExactlyOnceWith(suggested, bytes);
	expect(file).toMatchObject({ unsaved: true, unchecked: suggested, notice: 'CHECK' });

	expect(await file.check(new File(['another'], 'another'))).toBe(false);
	expect(await file.check(new File([bytes, 'x'], suggested))).toBe(false);
	expect(file).toMatchObject({ unsaved: true, unchecked: suggested });

	file.closeNotice();
	expect(file).toMatchObject({ notice: undefined, unchecked: suggested });
	file.askForCheck();
	expect(file.notice).toBe('CHECK');
	expect(await file.check(new File([bytes], `${suggested} (1)`))).toBe(true);
	expect(file).toMatchObject({ unsaved: false, unchecked: undefined, notice: undefined });
});

test('changes made between a download and its check stay unsaved', async () => {
	const file = inFile();
	await file.save();
	const bytes = vault.content;
	vault.changes++;
	expect(await file.check(new File([bytes], suggested))).toBe(true);
	expect(file.unsaved).toBe(true);
});

test('a file that was opened holds everything, and is the one to save to', async () => {
	const disk = new FakeFile('opened');
	const asked = dialogAnswers();
	const file = inFile();
	file.opened(disk.name, disk as unknown as Parameters<typeof file.opened>[1]);
	expect(file).toMatchObject({ unsaved: false, fileName: 'opened' });
	vault.changes++;
	expect(file.unsaved).toBe(true);
	await file.save();
	expect(asked).toEqual([]);
	expect(disk.content).toEqual(vault.content);
	expect(file.unsaved).toBe(false);
});

test('where the vault is in the browser, nothing is unsaved; a file that opens is noted', async () => {
	dialogAnswers(new FakeFile('copy'));
	vault.changes = 7;
	const file = inBrowser();
	expect(file.unsaved).toBe(false);
	await file.saveAs();
	expect(vault.opened).toEqual([vault.content]);
	expect(vault.recorded).toEqual([vault.content]);
	expect(file.savedAt).toBeTypeOf('number');
});

test('where the vault is in the browser, a file that fails is no failure of the vault, nor noted', async () => {
	const disk = new FakeFile('copy');
	dialogAnswers(disk);
	disk.damage = () => new Uint8Array();
	const file = inBrowser();
	await file.saveAs();
	expect(reasonOf(file.failure)).toBe('DIFFERS');
	expect(file.failed).toBe(false);
	expect(vault.recorded).toEqual([]);
});

test('a file that was verified, but could not be noted, is told as just that', async () => {
	dialogAnswers();
	const file = inBrowser();
	await file.download();
	const bytes = vault.content;
	vault.unwritable = new KmsError('QuotaExceeded', {});
	expect(await file.check(new File([bytes], suggested))).toBe(true);
	expect(file.failure).toEqual({ reason: 'NOT_NOTED', error: vault.unwritable });
	expect(file.unchecked).toBeUndefined();
});

test.each([
	['the web page', inBrowser],
	['the single file', inFile]
])('what the engine can’t open is not saved, in %s', async (_, inEdition) => {
	dialogAnswers(new FakeFile('stick'));
	vault.unopenable = new KmsError('InvalidVaultFile', { reason: 'ALTERED' });
	const file = inEdition();
	await file.saveAs();
	expect(file.failure).toEqual({ reason: 'REFUSED', error: vault.unopenable });
	expect(file).toMatchObject({ savedAt: undefined, fileName: undefined });
	await file.download();
	const chosen = new File([vault.content], suggested);
	await expect(file.check(chosen)).rejects.toBe(vault.unopenable);
	expect(file).toMatchObject({ savedAt: undefined, unchecked: suggested });
	expect(vault.recorded).toEqual([]);
});
