import { createContext } from 'svelte';
import { isVaultHere, vaultsHere, type VaultHere } from '#lib/service/engine/vault-here.ts';
import { isVaultNumber, mostVaults, vaultNumbers } from '#lib/service/engine/vault-number.ts';
import { keepPreference, readPreference } from '../platform/preferences.ts';
import { lockOtherTabs } from './start-vault-worker.ts';
import type { VaultAmongOthers } from './vault-client.ts';

/** A vault to choose. */
export interface VaultToChoose extends VaultHere {
	/** in the clear: what the user calls it before it is unlocked */
	label: string | undefined;
	/** It was here, and isn't any more, as far as the browser tells. */
	isLost: boolean;
}

/** The number of the vault that this tab is about, over reloads; no other tab reads it. */
const ofThisTab = 'airlock-vault-number';
export const longestLabel = 64;

let ahead: Promise<VaultHere[]> | undefined;

/** Begins to look which vaults are here while the first screen is still being made. */
export function lookAhead(): void {
	ahead = vaultsHere();
	ahead.catch(() => undefined); // `takeLook` gives its caller the same failure
}

function takeLook(): Promise<VaultHere[]> {
	const look = ahead ?? vaultsHere();
	ahead = undefined;
	return look;
}

/** Which of the vaults in this browser this page is about. Nothing here is in a vault. */
export class VaultChoice implements VaultAmongOthers {
	#number = $state(firstNumber());
	#here = $state.raw<readonly VaultHere[]>([]);
	/** The browser told the last time which vaults are here. */
	#isTold = $state(false);
	#kept = $state.raw(keptNumbers());
	#labels = $state.raw(keptLabels());
	readonly #turn: (exists: boolean) => void;

	/** @param turn - has all that knows something of a vault turn to the one that was chosen */
	constructor(turn: (exists: boolean) => void) {
		this.#turn = turn;
	}

	get number(): number {
		return this.#number;
	}

	/** Those that are here, and those that are lost or of which the browser doesn't tell whether they are, by number. */
	get all(): readonly VaultToChoose[] {
		const others = this.#kept.filter((number) => !this.#isSeen(number));
		const other = { vaultId: undefined, label: undefined, isLost: this.#isTold };
		return [
			...this.#here.map((one) => ({ ...one, label: this.labelOf(one.vaultId), isLost: false })),
			...others.map((number) => ({ number, ...other }))
		].sort((a, b) => a.number - b.number);
	}

	/** The one that this page is about, if it is among them. */
	get current(): VaultToChoose | undefined {
		return this.all.find(({ number }) => number === this.#number);
	}

	/** One or more of them are lost, and nobody knows that they are gone. */
	get isOneLost(): boolean {
		return this.all.some(({ isLost }) => isLost);
	}

	/** One of those that are here besides this one; the one that was opened last, if it is among them. */
	get other(): number | undefined {
		const others = this.#here.filter(({ number }) => number !== this.#number);
		const last = others.find(({ number }) => number === lastNumber());
		return (last ?? others[0])?.number;
	}

	/** A number that no vault has, nor one that is lost; undefined too where the browser doesn't tell. */
	get free(): number | undefined {
		if (!this.#isTold) return undefined;
		return vaultNumbers.find((number) => !this.all.some((one) => one.number === number));
	}

	/** One besides this one that may be here, and nobody can tell now which vault it is. */
	get unknown(): number | undefined {
		const others = this.all.filter(({ number, isLost }) => !isLost && number !== this.#number);
		return others.find(({ vaultId }) => vaultId === undefined)?.number;
	}

	/** @returns the number of a vault that is here */
	readonly find = (vaultId: string): number | undefined =>
		this.#here.find((one) => one.vaultId === vaultId)?.number;

	/**
	 * Before anything is shown. The vault of this tab or the one that was opened last comes first, unless it is gone on
	 * purpose.
	 *
	 * @returns whether it is there
	 * @throws KmsError `StorageFailed`, `VaultDamaged`, …
	 */
	async begin(): Promise<boolean> {
		if (!(await this.look())) return isVaultHere(this.#number);
		const isHere = this.#isSeen(this.#number);
		if (isHere || this.wasKept(this.#number) || this.other === undefined) return isHere;
		this.choose(this.other);
		return true;
	}

	/** Looks again which vaults are here. @returns whether it could be found out */
	async look(): Promise<boolean> {
		this.#kept = keptNumbers();
		this.#labels = keptLabels();
		try {
			this.#here = await takeLook();
			this.#isTold = true;
		} catch {
			this.#isTold = false;
		}
		return this.#isTold;
	}

	/** Turns this page to another one. */
	choose(number: number): void {
		this.#take(number);
		this.#turn(this.#isSeen(number) || (!this.#isTold && this.wasKept(number)));
	}

	/** Turns it to another one that is here, if any: this one is deleted. */
	async turnToOther(): Promise<void> {
		await this.look();
		if (this.other !== undefined) this.choose(this.other);
	}

	/** This one is open. It stays that of this tab, whatever other tabs open. */
	async opened(): Promise<void> {
		const number = this.#number;
		this.#take(number);
		this.#keep([...keptNumbers().filter((one) => one !== number), number]);
		keepPreference('airlock-last-vault', String(number));
		await this.look();
	}

	/** Whether this browser has kept a vault under a number, and nobody knows that it is gone. */
	wasKept(number: number): boolean {
		return this.#kept.includes(number);
	}

	/** This browser has kept this one and no other, as far as it remembers. */
	get isOnlyOneKept(): boolean {
		return this.#kept.length === 1 && this.wasKept(this.#number);
	}

	/** Nobody misses this one: it is deleted, or the user knows that it is gone. */
	forget(): void {
		this.#keep(keptNumbers().filter((number) => number !== this.#number));
	}

	labelOf(vaultId: string | undefined): string | undefined {
		return this.#labels.find(([id]) => id === vaultId)?.[1];
	}

	/** @param label - at most {@link longestLabel} characters; '' for none */
	setLabel(vaultId: string, label: string): void {
		const others = keptLabels()
			.filter(([id]) => id !== vaultId)
			.slice(0, mostVaults - 1);
		this.#labels = label === '' ? others : [[vaultId, label], ...others];
		keepPreference('airlock-vault-labels', JSON.stringify(Object.fromEntries(this.#labels)));
	}

	/** For an update, which no open vault may be in the way of. */
	lockOthers(): void {
		const others = vaultNumbers.filter((number) => number !== this.#number);
		lockOtherTabs(others, true);
	}

	#isSeen(number: number): boolean {
		return this.#here.some((one) => one.number === number);
	}

	#take(number: number): void {
		this.#number = number;
		try {
			sessionStorage.setItem(ofThisTab, String(number));
		} catch {
			// A browser that keeps nothing: the next page begins with the one that was opened last.
		}
	}

	#keep(numbers: readonly number[]): void {
		this.#kept = numbers;
		keepPreference('airlock-vault', numbers.join());
	}
}

function firstNumber(): number {
	let number: number;
	try {
		number = Number(sessionStorage.getItem(ofThisTab));
	} catch {
		number = NaN;
	}
	return isVaultNumber(number) ? number : lastNumber();
}

function lastNumber(): number {
	const number = Number(readPreference('airlock-last-vault'));
	return isVaultNumber(number) ? number : 1;
}

const keptNumbers = (): readonly number[] =>
	(readPreference('airlock-vault') ?? '').split(',').map(Number).filter(isVaultNumber);

type Label = [vaultId: string, label: string];

/** Anybody can have written it. */
function keptLabels(): readonly Label[] {
	try {
		const kept: unknown = JSON.parse(readPreference('airlock-vault-labels') ?? '{}');
		const labels = Object.entries(kept as object).filter(
			(entry): entry is Label => typeof entry[1] === 'string' && entry[1].length <= longestLabel
		);
		return labels.slice(0, mostVaults);
	} catch {
		return [];
	}
}

/** The one of the page, set by its frame; undefined where the vault is in a file, and in practice. */
export const [getVaultChoice, setVaultChoice] = createContext<VaultChoice | undefined>();
