import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Operation } from '#lib/domain/vault/operation.ts';
import { operations } from '#lib/service/operations.ts';
import { vaultDatabase } from '#lib/service/engine/vault-number.ts';
import type { ErrorValue, WorkerMessage } from '#lib/service/worker/worker-protocol.ts';
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';
import { splitVaultFile } from '#lib/storage/vault-file.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import type { VaultWorker } from '#lib/ui/engine/vault-client.ts';
import { startVaultWorker } from '#lib/ui/engine/start-vault-worker.ts';
import { rounds, seed } from '../../../support/browser-soak.ts';
import { mutateOperation, mutateRequest } from '../../../support/mutations.ts';
import { makeSampleVault, type SampleVault } from '../../../support/sample-vault.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { validRequests } from '../../../support/valid-requests.ts';
import { openTab, passphraseAgain, TestClock } from '../../../support/vault.ts';

// Whatever a script of the page sends to the vault worker, it answers with what was asked for or says what is wrong, and
// the vault is whole afterwards.

const requests = rounds(6, 440);
/** These cost a second each where they succeed. */
const costly: ReadonlySet<Operation> = new Set(['ChangePassphrase', 'ExportVerified']);
const costlyRequests = rounds(2, 100);
/** A request that is not answered within this time is not answered. */
const patienceMs = 90_000;
/** What is asked of a vault that these have been done to is only refused: it is put back. */
const ending: ReadonlySet<Operation> = new Set([
	...([
		'LockVault',
		'OpenVaultFile',
		'DeleteVault',
		'RemoveVault',
		'ChangePassphrase',
		'ScheduleKeyDeletion'
	] as const),
	...(['DiscardImport', 'ImportKeyMaterial', 'DeleteImportedKeyMaterial', 'DeleteAlias'] as const),
	...(['UpdateAlias', 'RenameAlias', 'DisableKey', 'GetParametersForImport'] as const)
]);

/** There is nothing to look at then, or not with the passphrase of these tests. */
const leavesNoneOpen: ReadonlySet<Operation> = new Set([
	...(['LockVault', 'DeleteVault', 'RemoveVault', 'ChangePassphrase'] as const)
]);

/** The first says that the engine did not foresee it, the others that the vault was damaged by it. */
const neverRight: ReadonlySet<string> = new Set([
	...(['InternalError', 'VaultDamaged', 'VaultQuarantined', 'VaultNotFound'] as const),
	'StorageFailed'
]);

type Answer = { response: unknown } | { error: ErrorValue } | { notSent: string };

let sample: SampleVault;
let worker: VaultWorker;
let lastId = 0;
const brokenDown: string[] = [];

beforeAll(async () => {
	sample = await makeSampleVault(Date.now());
	worker = startVaultWorker('vault');
	worker.addEventListener('error', ({ message }) => brokenDown.push(message));
	worker.postMessage({ start: {} });
});
afterAll(() => {
	worker.terminate();
	indexedDB.deleteDatabase(vaultDatabase(1));
});

/** One answer for each request; rejects where there is none. */
function ask(operation: unknown, request: unknown): Promise<Answer> {
	const id = ++lastId;
	return new Promise((resolve, reject) => {
		const patience = AbortSignal.timeout(patienceMs);
		const done = (answer: Answer) => {
			worker.removeEventListener('message', hear);
			resolve(answer);
		};
		const hear = ({ data }: MessageEvent<WorkerMessage>) => {
			if ('id' in data && data.id === id) done(data);
		};
		patience.addEventListener('abort', () => reject(new Error('no answer')));
		worker.addEventListener('message', hear);
		try {
			worker.postMessage({ id, operation, request });
		} catch (error) {
			// A function, a shared or detached buffer: the browser itself refuses to send it.
			done({ notSent: (error as Error).name });
		}
	});
}

async function must<Response>(operation: Operation, request: object): Promise<Response> {
	const answer = await ask(operation, request);
	if (!('response' in answer))
		throw new Error(`${operation} was refused: ${JSON.stringify(answer)}`);
	return answer.response as Response;
}

/** The worker's vault is the sample again, and unlocked. Its slot is too cheap to be opened from a file. */
async function putBack(): Promise<void> {
	await must('LockVault', {});
	const deleting = indexedDB.deleteDatabase(vaultDatabase(1));
	await new Promise((resolve) => deleting.addEventListener('success', resolve));
	const store = openIndexedDbStore(vaultDatabase(1));
	const { snapshot } = splitVaultFile(Uint8Array.from(sample.file));
	await store.replace(snapshot, undefined);
	store.close();
	await must('UnlockVault', { Passphrase: passphraseAgain() });
}

/** It verifies, its log is whole, and what is saved of it can be opened. */
async function expectWhole(): Promise<void> {
	expect(await must('DescribeVault', {})).toMatchObject({ Damage: [] });
	expect(await must('ListActivity', { Limit: 1 })).toMatchObject({ BrokenAt: null });
	const { File } = await must<{ File: Uint8Array<ArrayBuffer> }>('SaveVaultFile', {});
	const clock = new TestClock();
	clock.set(Date.now());
	const elsewhere = openTab(createMemoryStore(), clock);
	const opened = await elsewhere.handle('OpenVaultFile', { File, Passphrase: passphraseAgain() });
	expect(opened.Damage).toEqual([]);
}

/** What is told of a request when it has gone wrong. */
function outline(value: unknown): string {
	const seen = new WeakSet<object>();
	const text = JSON.stringify(value, (_, part: unknown) => {
		if (ArrayBuffer.isView(part)) return `${part.constructor.name} of ${part.byteLength}`;
		if (typeof part === 'bigint') return `${part}n`;
		if (typeof part === 'string') return part.length > 80 ? `${part.length} characters` : part;
		if (typeof part !== 'object' || part === null) return part;
		if (seen.has(part)) return 'again';
		seen.add(part);
		if (Array.isArray(part) && part.length > 20) return `list of ${part.length}`;
		return part;
	}) as string | undefined;
	return (text ?? typeof value).slice(0, 600);
}

test.each(Object.keys(operations) as Operation[])(
	'%s answers or refuses whatever it is asked, and leaves the vault whole',
	async (operation) => {
		const random = seededRandom(seed + Object.keys(operations).indexOf(operation));
		await putBack();
		const codes: Record<string, number> = {};
		const times = costly.has(operation) ? costlyRequests : requests;
		for (let round = 0; round < times; round++) {
			const valid = validRequests(sample)[operation];
			const request = mutateRequest(random, valid[round % valid.length] ?? {});
			const asked = mutateOperation(random, operation);
			const shown = () => `seed ${seed}, request ${round}: ${outline(asked)} ${outline(request)}`;
			const answer = await ask(asked, request).catch((error: unknown) => {
				throw new Error(`${(error as Error).message} to ${shown()}`);
			});
			const code =
				'error' in answer ? answer.error.code : 'notSent' in answer ? 'not sent' : 'answered';
			codes[code] = (codes[code] ?? 0) + 1;
			if (neverRight.has(code)) throw new Error(`${code} for ${shown()}`);
			if ('response' in answer && ending.has(operation)) {
				if (!leavesNoneOpen.has(operation)) await expectWhole();
				await putBack();
			}
		}
		await expectWhole();
		expect(brokenDown).toEqual([]);
		expect(Object.values(codes).reduce((sum, count) => sum + count, 0)).toBe(times);
	},
	30 * 60_000
);

test('the vault opens again after all of that', async () => {
	await must('LockVault', {});
	expect(await must('UnlockVault', { Passphrase: passphraseAgain() })).toMatchObject({
		Damage: []
	});
});
