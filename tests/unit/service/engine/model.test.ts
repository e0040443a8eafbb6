import { beforeAll, expect, test } from 'vitest';
import type { KeyState } from '#lib/domain/key/key-state.ts';
import { compact } from '#lib/service/engine/compaction.ts';
import { loadVault } from '#lib/service/engine/load.ts';
import { keysOf } from '../../../support/at-rest.ts';
import { must } from '../../../support/must.ts';
import { getParameters, importRequest, type Parameters } from '../../../support/importing.ts';
import { outcome } from '../../../support/outcome.ts';
import fc from '../../../support/properties.ts';
import { rounds } from '../../../support/soak.ts';
import {
	fork,
	newKey,
	newVault,
	someKeyMaterial,
	type TestVault,
	passphraseAgain
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What a KMS key is, in the few words of a state machine. Time is the only thing that acts on its own. */
interface Model {
	now: number;
	/** 'none', or when the material expires */
	material: 'none' | number;
	bound: number | null;
	enabled: boolean;
	deletionDate: number | null;
	retired: boolean;
	/** there is something to decrypt */
	encrypted: boolean;
	parameters: { issued: number; token: Parameters } | null;
	/** tokens that were used, replaced or discarded while they worked; one that has run out is refused as that */
	spent: Parameters[];
}

const holds = ({ material, now }: Model) => material !== 'none' && now < material;
function stateOf(model: Model): KeyState {
	if (model.deletionDate !== null) return 'PENDING_DELETION';
	if (!holds(model)) return 'PENDING_IMPORT';
	return model.enabled ? 'ENABLED' : 'DISABLED';
}

interface Real {
	vault: TestVault;
	KeyId: string;
	blob: Uint8Array<ArrayBuffer> | undefined;
}

type Command = fc.AsyncCommand<Model, Real>;

/** Runs one operation, holds its outcome to the model's, and then the key's whole state. */
function command(
	name: string,
	expected: (model: Model) => string,
	run: (real: Real, model: Model) => Promise<unknown>,
	change: (model: Model) => void
): Command {
	return {
		check: () => true,
		toString: () => name,
		async run(model, real) {
			const wanted = expected(model);
			expect([name, await outcome(() => run(real, model))]).toEqual([name, wanted]);
			if (wanted === 'success') change(model);
			const { KeyMetadata } = await real.vault.handle('DescribeKey', { KeyId: real.KeyId });
			expect([name, KeyMetadata.KeyState]).toEqual([name, stateOf(model)]);
			expect(KeyMetadata.Bound).toBe(model.bound !== null);
			expect(KeyMetadata.RetiredOn !== undefined).toBe(model.retired);
			expect(KeyMetadata.DeletionDate).toBe(model.deletionDate);
			expect(KeyMetadata.ImportParameters !== null).toBe(parametersLive(model));
		}
	};
}

const parametersLive = ({ parameters, now }: Model) =>
	parameters !== null && now < parameters.issued + dayMs;
const inState =
	(...states: KeyState[]) =>
	(model: Model) =>
		states.includes(stateOf(model)) ? 'success' : 'InvalidState';
const nothing = () => undefined;
const notDoomed = inState('PENDING_IMPORT', 'ENABLED', 'DISABLED');

const advance = (ms: number) =>
	command(
		`advance ${ms}`,
		() => 'success',
		async ({ vault }) => vault.clock.advance(ms),
		(model) => (model.now += ms)
	);
const backAndForth = (ms: number) =>
	command(
		`look with the clock ${ms} behind`,
		() => 'success',
		async ({ vault, KeyId }, model) => {
			vault.clock.jump(-ms);
			const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId });
			vault.clock.jump(ms);
			// What had been seen to end has not come back.
			if (stateOf(model) === 'PENDING_IMPORT' && model.material !== 'none')
				expect(['PENDING_IMPORT', 'ENABLED', 'DISABLED']).toContain(KeyMetadata.KeyState);
		},
		nothing
	);
const sweep = command(
	'sweep',
	() => 'success',
	({ vault }) => vault.kms.sweep(),
	nothing
);
const restart = command(
	'restart',
	() => 'success',
	async (real) => {
		real.vault = await fork(real.vault);
	},
	nothing
);
const lockedSweep = command(
	'sweep while locked, unlock',
	() => 'success',
	async (real) => {
		real.vault.kms.lock();
		await real.vault.kms.sweep();
		real.vault = await fork(real.vault);
		expect((await real.vault.handle('DescribeVault', {})).Damage).toEqual([]);
	},
	nothing
);
const compaction = command(
	'compaction in another tab',
	() => 'success',
	async ({ vault: { store, clock } }) => {
		const snapshot = must(await store.readSnapshot());
		const opened = await loadVault(snapshot, await keysOf(snapshot), clock.now());
		expect(opened.damage).toEqual([]);
		await compact(store, opened);
	},
	nothing
);
const enable = command(
	'EnableKey',
	inState('ENABLED', 'DISABLED'),
	({ vault, KeyId }) => vault.handle('EnableKey', { KeyId }),
	(model) => (model.enabled = true)
);
const disable = command(
	'DisableKey',
	inState('ENABLED', 'DISABLED'),
	({ vault, KeyId }) => vault.handle('DisableKey', { KeyId }),
	(model) => (model.enabled = false)
);
const schedule = (days: number) =>
	command(
		`ScheduleKeyDeletion ${days}`,
		notDoomed,
		({ vault, KeyId }) =>
			vault.handle('ScheduleKeyDeletion', {
				Passphrase: passphraseAgain(),
				KeyId,
				PendingWindowInDays: days
			}),
		(model) => (model.deletionDate = model.now + days * dayMs)
	);
const cancel = command(
	'CancelKeyDeletion',
	inState('PENDING_DELETION'),
	({ vault, KeyId }) => vault.handle('CancelKeyDeletion', { KeyId }),
	(model) => Object.assign(model, { deletionDate: null, enabled: false })
);
const retire = command(
	'RetireKey',
	notDoomed,
	({ vault, KeyId }) => vault.handle('RetireKey', { KeyId }),
	(model) => (model.retired = true)
);
const unretire = command(
	'UnretireKey',
	notDoomed,
	({ vault, KeyId }) => vault.handle('UnretireKey', { KeyId }),
	(model) => (model.retired = false)
);
const deleteMaterial = command(
	'DeleteImportedKeyMaterial',
	() => 'success',
	({ vault, KeyId }) => vault.handle('DeleteImportedKeyMaterial', { KeyId }),
	(model) => (model.material = 'none')
);
const getNewParameters = command(
	'GetParametersForImport',
	notDoomed,
	async ({ vault, KeyId }, model) => {
		const token = await getParameters(vault, KeyId);
		if (model.parameters && parametersLive(model)) model.spent.push(model.parameters.token);
		model.parameters = { issued: model.now, token };
	},
	nothing
);
const discard = command(
	'DiscardImport',
	() => 'success',
	({ vault, KeyId }) => vault.handle('DiscardImport', { KeyId }),
	(model) => {
		if (model.parameters && parametersLive(model)) model.spent.push(model.parameters.token);
		model.parameters = null;
	}
);
const importMaterial = (seed: number, lifetime: number) =>
	command(
		`ImportKeyMaterial ${seed} for ${lifetime}`,
		(model) => {
			if (notDoomed(model) !== 'success') return 'InvalidState';
			if (!model.parameters) return 'EmptyInput';
			if (!parametersLive(model)) return 'ExpiredImportToken';
			if (lifetime < 5 * minuteMs) return 'InvalidValidTo';
			return model.bound === null || model.bound === seed ? 'success' : 'IncorrectKeyMaterial';
		},
		({ vault, KeyId }, model) => {
			const none = new Uint8Array();
			const validTo = Number.isFinite(lifetime) ? model.now + lifetime : undefined;
			return vault.handle(
				'ImportKeyMaterial',
				model.parameters
					? importRequest(model.parameters.token, someKeyMaterial(seed), validTo)
					: { KeyId, ImportToken: none, EncryptedKeyMaterial: none }
			);
		},
		(model) => {
			model.enabled = holds(model) ? model.enabled : true;
			model.material = model.now + lifetime;
			model.bound ??= seed;
			if (model.parameters && parametersLive(model)) model.spent.push(model.parameters.token);
			model.parameters = null;
		}
	);
const importWithOldToken = command(
	'ImportKeyMaterial with a token that has ended',
	(model) => {
		if (notDoomed(model) !== 'success') return 'InvalidState';
		return model.spent.length === 0 ? 'EmptyInput' : 'InvalidImportToken';
	},
	({ vault, KeyId }, { spent }) => {
		const [oldest] = spent;
		const none = new Uint8Array();
		return vault.handle(
			'ImportKeyMaterial',
			oldest
				? importRequest(oldest, someKeyMaterial(0))
				: { KeyId, ImportToken: none, EncryptedKeyMaterial: none }
		);
	},
	nothing
);
const makesNew = (model: Model) => (model.retired ? 'KeyRetired' : inState('ENABLED')(model));
const encrypt = command(
	'Encrypt',
	makesNew,
	async (real) => {
		const request = { KeyId: real.KeyId, Plaintext: Uint8Array.of(42) };
		real.blob = (await real.vault.handle('Encrypt', request)).CiphertextBlob;
	},
	(model) => (model.encrypted = true)
);
const decrypt = command(
	'Decrypt what was encrypted at any time before',
	(model) => (model.encrypted ? inState('ENABLED') : makesNew)(model),
	async ({ vault, KeyId, blob }) => {
		if (blob) {
			const { Plaintext } = await vault.handle('Decrypt', { CiphertextBlob: blob });
			expect(Plaintext).toEqual(Uint8Array.of(42));
		} else {
			await vault.handle('GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
		}
	},
	nothing
);

let prepared: TestVault;
let KeyId: string;
beforeAll(async () => {
	prepared = await newVault();
	KeyId = await newKey(prepared);
});

test(
	'a key does what the state machine says, whatever is done to it in whatever order',
	async () => {
		const always = (...commands: Command[]) => commands.map((one) => fc.constant(one));
		const commands = fc.commands(
			[
				...always(
					sweep,
					restart,
					lockedSweep,
					compaction,
					enable,
					disable,
					cancel,
					deleteMaterial,
					retire,
					unretire,
					discard
				),
				...always(getNewParameters, getNewParameters, importWithOldToken, encrypt, decrypt),
				...always(
					importMaterial(0, Infinity),
					importMaterial(0, hourMs),
					importMaterial(0, 2 * dayMs)
				),
				...always(
					importMaterial(0, hourMs),
					importMaterial(1, hourMs),
					importMaterial(0, minuteMs)
				),
				fc.integer({ min: 7, max: 30 }).map(schedule),
				fc.constantFrom(1, minuteMs, hourMs - 1, hourMs, hourMs + 1, dayMs, 3 * dayMs).map(advance),
				fc.constantFrom(minuteMs, hourMs, dayMs).map(backAndForth)
			],
			{ maxCommands: 40, size: 'max' }
		);
		await fc.assert(
			fc.asyncProperty(commands, async (sequence) => {
				const vault = await fork(prepared);
				const model = (): Model => ({
					now: vault.clock.now(),
					material: 'none',
					bound: null,
					enabled: true,
					deletionDate: null,
					retired: false,
					encrypted: false,
					parameters: null,
					spent: []
				});
				const real = { vault, KeyId, blob: undefined };
				await fc.asyncModelRun(() => ({ model: model(), real }), sequence);
				expect((await real.vault.handle('ListActivity', { Limit: 1 })).BrokenAt).toBeNull();
			}),
			{ numRuns: rounds(12, 400) }
		);
	},
	rounds(120_000, 1_200_000)
);
