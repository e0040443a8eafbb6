import { randomBytes } from 'node:crypto';
import type { Bytes } from '#lib/domain/bytes.ts';
import type { KeyState } from '#lib/domain/key/key-state.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import type { ImportProgress } from '#lib/service/api/import.ts';
import { passphraseAgain } from './vault.ts';

/** A CMK as it must be: what {@link ChangePlan} knows of it. */
export interface ExpectedKey {
	name: string;
	description: string;
	state: KeyState;
	/** where its import stands; null for a key that Airlock has made */
	step: ImportProgress['Step'] | null;
	/** what it was, or will be, imported with */
	material: Bytes | null;
	/** whether its key material is there */
	hasMaterial: boolean;
}

/** All keys, in the order in which they were created. */
export type ExpectedVault = readonly ExpectedKey[];

/** A change as the vault worker takes it, one entry in the log, and what the vault is once it is made. */
export interface PlannedChange {
	operation: Operation;
	/** of an import, without its files: these are the draft's */
	request: object;
	after: ExpectedVault;
}

interface Kind {
	operation: Operation;
	/** how often it is chosen, against the others that are possible */
	weight: number;
	isFor: (key: ExpectedKey) => boolean;
	change: (key: ExpectedKey, word: string) => Partial<ExpectedKey>;
	request: (key: ExpectedKey, word: string) => object;
}

const keyId = ({ name }: ExpectedKey) => ({ KeyId: `alias/${name}` });
const isUsable = ({ state }: ExpectedKey) => state === 'ENABLED' || state === 'DISABLED';

/** Parameters are left out: making their RSA pair takes longer than all the rest. */
const kinds: readonly Kind[] = [
	{
		operation: 'EncryptKeyMaterial',
		weight: 6,
		isFor: ({ step, state }) => step === 'ENCRYPT' && state !== 'PENDING_DELETION',
		change: () => ({ step: 'FILES' }),
		request: (key) => ({ ...keyId(key), KeyMaterial: key.material, Copy: { Kind: 'NONE' } })
	},
	{
		operation: 'ImportKeyMaterial',
		weight: 8,
		isFor: ({ step, state }) =>
			step === 'FILES' && (state === 'PENDING_IMPORT' || state === 'ENABLED'),
		change: () => ({ step: 'PARAMETERS', state: 'ENABLED', hasMaterial: true }),
		request: (key) => ({ ...keyId(key), ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' })
	},
	{
		operation: 'DeleteImportedKeyMaterial',
		weight: 2,
		isFor: ({ step, state }) => step !== null && state === 'ENABLED',
		change: () => ({ state: 'PENDING_IMPORT', hasMaterial: false }),
		request: keyId
	},
	{
		operation: 'DisableKey',
		weight: 2,
		isFor: ({ state }) => state === 'ENABLED',
		change: () => ({ state: 'DISABLED' }),
		request: keyId
	},
	{
		operation: 'EnableKey',
		weight: 2,
		isFor: ({ state }) => state === 'DISABLED',
		change: () => ({ state: 'ENABLED' }),
		request: keyId
	},
	{
		operation: 'ScheduleKeyDeletion',
		weight: 1,
		isFor: isUsable,
		change: () => ({ state: 'PENDING_DELETION' }),
		request: (key) => ({ ...keyId(key), Passphrase: passphraseAgain() })
	},
	{
		operation: 'CancelKeyDeletion',
		weight: 3,
		isFor: ({ state }) => state === 'PENDING_DELETION',
		change: () => ({ state: 'DISABLED' }),
		request: keyId
	},
	{
		operation: 'UpdateKeyDescription',
		weight: 2,
		isFor: ({ state }) => state !== 'PENDING_DELETION',
		change: (_, word) => ({ description: `description ${word}` }),
		request: (key, word) => ({ ...keyId(key), Description: `description ${word}` })
	},
	{
		operation: 'RenameAlias',
		weight: 2,
		isFor: ({ state }) => state !== 'PENDING_DELETION',
		change: (_, word) => ({ name: `name-${word}` }),
		request: ({ name }, word) => ({
			AliasName: `alias/${name}`,
			NewAliasName: `alias/name-${word}`
		})
	}
];

/** Plans changes that follow one another, each possible after those before it. */
export class ChangePlan {
	readonly changes: PlannedChange[] = [];
	#vault: ExpectedVault;
	readonly #random: () => number;

	constructor(vault: ExpectedVault, random: () => number) {
		this.#vault = vault;
		this.#random = random;
	}

	createKey(origin: 'AIRLOCK' | 'EXTERNAL'): ExpectedKey {
		const external = origin === 'EXTERNAL';
		const name = `key-${this.#word()}`;
		const key: ExpectedKey = {
			name,
			description: '',
			state: external ? 'PENDING_IMPORT' : 'ENABLED',
			step: external ? 'PARAMETERS' : null,
			material: external ? Uint8Array.from(randomBytes(32)) : null,
			hasMaterial: !external
		};
		const request = { Origin: origin, AliasName: `alias/${name}` };
		this.#add('CreateKey', request, [...this.#vault, key]);
		return key;
	}

	/** Import parameters for a key that waits for them, or for a new one. */
	startImport(): void {
		const waiting = this.#vault.filter(
			({ step, state }) =>
				step === 'PARAMETERS' && (state === 'PENDING_IMPORT' || state === 'ENABLED')
		);
		const isAgain = waiting.length > 0 && this.#random() < 0.5;
		const key = isAgain ? this.#anyOf(waiting) : this.createKey('EXTERNAL');
		const request = { ...keyId(key), WrappingKeySpec: 'RSA_2048' };
		this.#add('GetParametersForImport', request, this.#with(key, { step: 'ENCRYPT' }));
	}

	addAny(): void {
		const possible = kinds.flatMap((kind) => {
			const keys = this.#vault.filter((key) => kind.isFor(key));
			return keys.length === 0 ? [] : Array.from({ length: kind.weight }, () => ({ kind, keys }));
		});
		const chosen = possible.length === 0 ? undefined : this.#anyOf(possible);
		if (!chosen || this.#random() < 0.05) {
			this.createKey('AIRLOCK');
			return;
		}
		const { kind, keys } = chosen;
		const key = this.#anyOf(keys);
		const word = this.#word();
		this.#add(kind.operation, kind.request(key, word), this.#with(key, kind.change(key, word)));
	}

	#add(operation: Operation, request: object, after: ExpectedVault): void {
		this.changes.push({ operation, request, after });
		this.#vault = after;
	}

	#with(changed: ExpectedKey, facts: Partial<ExpectedKey>): ExpectedVault {
		return this.#vault.map((key) => (key === changed ? { ...key, ...facts } : key));
	}

	#anyOf<Item>(items: readonly Item[]): Item {
		const item = items[Math.floor(this.#random() * items.length)];
		if (item === undefined) throw new RangeError('there is nothing to choose from');
		return item;
	}

	#word(): string {
		return Math.floor(this.#random() * 2 ** 40).toString(36);
	}
}
