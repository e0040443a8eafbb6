/** What the queue shows of a file in each state that it can be in. What jobs do: tests/e2e/files.spec.ts. */
import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { KmsError } from '#lib/domain/errors.ts';
import { clock } from '#lib/ui/engine/clock.svelte.ts';
import type { VaultState } from '#lib/ui/engine/vault.svelte.ts';
import type { Chosen } from '#lib/ui/files/chosen-folder.ts';
import type { FileWork } from '#lib/ui/files/begin-file-job.ts';
import { fileJobsOf, type FileJob } from '#lib/ui/files/file-jobs.svelte.ts';
import type { Place } from '#lib/ui/files/file-target.ts';
import type { Language } from '#lib/domain/language.ts';
import { locale } from '#lib/ui/words/locale.svelte.ts';
import Queue from '../../../support/screens/Queue.svelte';
import { must } from '../../../support/must.ts';

afterEach(() => {
	vi.restoreAllMocks();
	vi.unstubAllGlobals();
});

const encryption: FileWork = { kind: 'ENCRYPT', keyId: 'alias/archive', context: {} };
const mebibyte = 1024 * 1024;
/** Of a folder, whose size is only said. */
const trip: Chosen = { name: 'trip.tar', size: 100 * mebibyte, members: [], files: 3 };

type Answers = Record<string, (request: object) => unknown>;

/** Shows the queue of a vault that answers these operations, and no others ever. */
async function showQueue(answers: Answers = {}, language: Language = 'en') {
	await locale.choose(language);
	const never = new Promise(() => undefined);
	const handle = async (operation: string, request: object) =>
		(await answers[operation]?.(request)) ?? never;
	const vault = {
		...{ handle, follow() {}, whenLocked() {} },
		subscribe: () => () => undefined
	} as unknown as VaultState;
	const target = document.createElement('div');
	document.body.append(target);
	const shown = mount(Queue, { target, props: { vault } });
	onTestFinished(async () => {
		await unmount(shown);
		target.remove();
		await locale.choose('en');
	});
	return fileJobsOf(vault);
}

/** Shows one file that has begun, for the test to put into a state. */
async function showJob(state: Partial<FileJob>, { work = encryption, file = trip } = {}) {
	const jobs = await showQueue({
		DescribeKey: () => ({ KeyMetadata: { KeyId: 'id', Aliases: ['archive'] } })
	});
	jobs.add([file], work, { kind: 'STORAGE' });
	const job = must(jobs.list[0]);
	await expect.poll(() => job.state).toBe('RUNNING');
	Object.assign(job, { keyId: 'id', ...state });
	return job;
}

const queue = page.getByRole('region', { name: 'Queue' });
const says = (text: string | RegExp) => expect.element(queue.getByText(text)).toBeVisible();
/** @param file - which the button names to screen readers */
const button = (words: string, file = 'trip.tar') =>
	queue.getByRole('button', { name: new RegExp(`^${words} ?: ${file.replaceAll('.', '\\.')}$`) });

test('files that wait say how many come before them, and can be stopped', async () => {
	const jobs = await showQueue();
	jobs.add([trip, { ...trip, name: 'b.tar' }, { ...trip, name: 'c.tar' }], encryption, {
		kind: 'STORAGE'
	});
	await says('Waiting: it is next');
	await says('Waiting: 2 files come before it');
	await button('Stop', 'b.tar').click();
	await says('Stopped. Nothing of the result was kept.');
	await says('Waiting: it is next');
	await queue.getByRole('button', { name: 'Clear finished' }).click();
	await expect.element(queue.getByText('b.tar')).not.toBeInTheDocument();
});

test('a running file shows its bytes, and once that can be told its rate and the time left', async () => {
	const now = vi.spyOn(clock, 'now').mockReturnValue(100_500);
	const job = await showJob({ state: 'RUNNING', startedAt: 100_000, done: mebibyte });
	const bar = queue.getByRole('progressbar', { name: 'Encrypting trip.tar' });
	await says(/^1 MB of 100 MB\s*$/);
	await expect.element(bar).toHaveAttribute('value', '1');
	now.mockReturnValue(110_000);
	job.done = 20 * mebibyte;
	await says('20 MB of 100 MB · 2 MB/s · 40 s left');
	await expect.element(bar).toHaveAttribute('value', '20');
});

test('a paused file says so in place of a rate, and goes on', async () => {
	vi.spyOn(clock, 'now').mockReturnValue(110_000);
	await showJob({ state: 'RUNNING', startedAt: 100_000, done: 20 * mebibyte });
	await button('Pause').click();
	await says(/^20 MB of 100 MB · paused$/);
	await button('Resume').click();
	await says(/2 MB\/s/);
	await expect.element(button('Pause')).toBeVisible();
});

test('a running file that is stopped tells its worker', async () => {
	const job = await showJob({ state: 'RUNNING', startedAt: 0 });
	await button('Stop').click();
	expect(job.stop.signal.aborted).toBe(true);
});

test.each([
	['CHECKING', 'RE_ENCRYPT', 'Comparing trip.tar with the old file'],
	['CHECKING', 'DECRYPT', 'Verifying trip.tar'],
	['REPLACING', 'RE_ENCRYPT', 'Putting trip.tar in the old one’s place'],
	['WRITING', 'DECRYPT', 'Decrypting trip.tar']
] as const)('%s of %s is said', async (step, kind, words) => {
	const work: FileWork = kind === 'DECRYPT' ? { kind } : { kind, keyId: 'id' };
	await showJob({ state: 'RUNNING', startedAt: 0, step }, { work });
	await expect.element(queue.getByRole('progressbar', { name: words })).toBeVisible();
});

describe('a file that is done says', () => {
	test('its key, its context, and what was saved', async () => {
		await showJob(
			{ state: 'DONE', context: { case: '7' }, saved: 1_234_567, stored: 'name' },
			{ work: { kind: 'DECRYPT' } }
		);
		await says('Decrypted with archive, and verified to its end');
		await says('Encryption context: case=7');
		await says('Saved as a download: trip.tar.decrypted, 1,234,567 bytes');
		await says(/^A copy, in the clear, stays/);
		await expect.element(button('Erase the copy')).toBeVisible();
	});

	test('the folder that it was unpacked into', async () => {
		await showJob({ state: 'DONE', folder: 'trip (2)' }, { work: { kind: 'DECRYPT' } });
		await says('Unpacked into the folder trip (2)');
	});

	test('that it is in the old one’s place', async () => {
		const work: FileWork = { kind: 'RE_ENCRYPT', keyId: 'id' };
		await showJob({ state: 'DONE', replaced: true }, { work });
		await says('Encrypted with archive, and compared with the old file to its end');
		await says('It is in the old file’s place.');
	});
});

describe('a file that has failed says why', () => {
	test.each([
		[
			new KmsError('InvalidEncryptedFile', { reason: 'CUT_OFF', offset: 1_000_000 }),
			/ends after 1,000,000 bytes/
		],
		[
			new KmsError('StorageFailed', { reason: 'NotAllowedError' }),
			'The result could not be written.'
		],
		[new KmsError('QuotaExceeded', {}), /storage is full/i],
		[new KmsError('UnreadableFile', {}), /can’t be read/],
		[
			new KmsError('InputTooLarge', { parameter: 'File', actualBytes: 2, limitBytes: mebibyte }),
			'This file is too large for this browser.'
		],
		[
			new KmsError('NotFound', { resource: 'key', id: 'another' }),
			'The key for this file isn’t in this vault (key ID another).'
		]
	])('%s', async (failure, words) => {
		await showJob({ state: 'FAILED', failure });
		await says(words);
	});

	test('and that a download which was saved meanwhile was broken off', async () => {
		const failure = new KmsError('InvalidEncryptedFile', { reason: 'CUT_OFF', offset: 1_000_000 });
		const job = await showJob({ state: 'FAILED', failure, isStreamed: true });
		await says(/ends after 1,000,000 bytes/);
		await says(/^The download was broken off\. Don’t use what/);
		job.failure = new KmsError('StorageFailed', { reason: 'AbortError' });
		await says('The browser ended the download: you cancelled it, or the disk is full.');
		job.state = 'STOPPED';
		await says(/^The download was broken off\. Don’t use what/);
		await expect.element(queue.getByText(/Nothing of/)).not.toBeInTheDocument();
	});

	test('in Chinese too', async () => {
		const jobs = await showQueue({}, 'zh-CN');
		jobs.add([trip], encryption, { kind: 'STORAGE' });
		Object.assign(must(jobs.list[0]), {
			state: 'FAILED',
			failure: new KmsError('QuotaExceeded', {})
		});
		await expect.element(page.getByRole('heading', { name: '队列' })).toBeVisible();
		await expect.element(page.getByText('trip.tar')).toBeVisible();
	});
});

describe('a file without key commitment, once it is allowed,', () => {
	const refused = () => {
		throw new KmsError('InvalidEncryptedFile', { reason: 'WITHOUT_COMMITMENT', suite: 0x178 });
	};
	const theirs = new File(['theirs'], 'trip.tar.encrypted');

	/** @returns what the user sees of it, and what the engine was asked */
	async function refuseIn(place: Place, work: FileWork) {
		const asked: object[] = [];
		const answer = (request: object) => {
			asked.push(request);
			if (!('AllowWithoutCommitment' in request && request.AllowWithoutCommitment)) refused();
			return undefined; // it goes on for ever
		};
		const jobs = await showQueue({ DecryptFile: answer, ReEncryptFile: answer });
		jobs.add([theirs], work, place);
		await button('Allow it for this file', 'trip.tar.encrypted').click();
		await expect.poll(() => asked.length).toBe(2);
		return jobs.list;
	}

	test.each([
		['is unpacked into the folder that was chosen', 'NEW_FOLDER', { kind: 'DECRYPT' }],
		['is put in the old one’s place', 'PLACE_OF_OLD', { kind: 'RE_ENCRYPT', keyId: 'id' }],
		['goes into the folder that was chosen', 'FOLDER', { kind: 'DECRYPT' }]
	] as const)('%s, and nobody is asked again', async (_, kind, work) => {
		const ask = vi.fn();
		vi.stubGlobal('showSaveFilePicker', ask);
		vi.stubGlobal('showDirectoryPicker', ask);
		const place = { kind, folder: await navigator.storage.getDirectory() };
		const [again, ...others] = await refuseIn(place, work);
		expect(others).toEqual([]);
		expect(must(again).place).toBe(place);
		expect(must(again).work).toEqual({ ...work, allowWithoutCommitment: true });
		expect(ask).not.toHaveBeenCalled();
	});

	test('goes to a file that is chosen anew, since the one that the dialog has made is gone', async () => {
		const root = await navigator.storage.getDirectory();
		const handle = await root.getFileHandle('chosen', { create: true });
		const place = { kind: 'FILE', handle } as const;
		const anew = await root.getFileHandle('chosen anew', { create: true });
		onTestFinished(() => root.removeEntry('chosen anew'));
		vi.stubGlobal('showSaveFilePicker', () => anew);
		vi.stubGlobal('showDirectoryPicker', vi.fn());
		const [again] = await refuseIn(place, { kind: 'DECRYPT' });
		expect(must(again).place).toEqual({ kind: 'FILE', handle: anew });
		await expect(root.getFileHandle('chosen')).rejects.toThrow();
	});
});
