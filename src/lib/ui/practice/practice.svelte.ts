import { createContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { examplesBegin } from '#lib/service/worker/offset-clock.ts';
import { createVaultInMemory } from '#lib/service/engine/vault-in-memory.ts';
import { clock } from '../engine/clock.svelte.ts';
import {
	scenarios,
	stepsDone,
	type Run,
	type ScenarioFacts,
	type ScenarioId
} from './scenarios.ts';
import { ReadingClient } from '../engine/reading-client.ts';
import { startVaultWorker } from '../engine/start-vault-worker.ts';
import type { VaultChoice } from '../engine/vault-choice.svelte.ts';
import { VaultClient } from '../engine/vault-client.ts';
import { VaultFileState } from '../engine/vault-file.svelte.ts';
import { VaultState } from '../engine/vault.svelte.ts';

/** Everybody knows it: nothing in a practice vault is worth a secret. */
export const practicePassphrase = 'practice makes perfect';

/** The vault that the page shows. */
export interface Session {
	vault: VaultState;
	vaultFile: VaultFileState;
	/** where this browser keeps it, maybe among others; left out for a vault in memory */
	choice?: VaultChoice;
}

/**
 * Practice: a vault in the page's memory, with a worker, a store and a clock of its own. The engine is the same and
 * knows nothing of it; leaving drops it, and nothing else was touched.
 */
export class PracticeState {
	#session = $state.raw<Session>();
	#client: VaultClient | undefined;
	readonly #runs = new SvelteMap<ScenarioId, Run>();
	#current = $state<ScenarioId>();

	/** Undefined while there is no practice. */
	get session(): Session | undefined {
		return this.#session;
	}

	get active(): boolean {
		return this.#session !== undefined;
	}

	/** The scenario that was begun or looked at last. */
	get current(): ScenarioId | undefined {
		return this.#current;
	}

	run(scenario: ScenarioId): Run | undefined {
		return this.#runs.get(scenario);
	}

	/**
	 * Makes a practice vault with the key of the first scenario.
	 *
	 * @param arrive - goes where practice begins, once the vault is ready and before it is shown
	 */
	async start(vaultName: string, arrive: () => Promise<void>): Promise<void> {
		await this.#open(vaultName, arrive, async (client, session) => {
			await this.#begin(client, session, 'import');
			this.#current = 'import';
		});
	}

	/** Makes a practice vault to look around in: with keys in every state, and what was done with them for a month. */
	async lookAround(vaultName: string, arrive: () => Promise<void>): Promise<void> {
		const fill = async (client: VaultClient) => {
			await client.practise('MakeExampleKeys', {});
			client.setClockOffset(0);
		};
		await this.#open(vaultName, arrive, fill, -examplesBegin);
	}

	/** @param clockOffsetMs - how far ahead the vault's clock is while it is made and filled */
	async #open(
		vaultName: string,
		arrive: () => Promise<void>,
		fill: (client: VaultClient, session: Session) => Promise<void>,
		clockOffsetMs = 0
	): Promise<void> {
		const { client, session } = newSession();
		try {
			client.setClockOffset(clockOffsetMs);
			await session.vault.create(vaultName, utf8(practicePassphrase));
			const Settings = { AutoLockMinutes: null, AirGapGuard: false };
			await session.vault.withPassphrase(utf8(practicePassphrase), (Passphrase) =>
				session.vault.update({ Settings, Passphrase })
			);
			await fill(client, session);
			await arrive();
		} catch (error) {
			client.close();
			throw error;
		}
		this.#show(client, session);
	}

	/** Begins a scenario, or begins it again. @returns a zip of the files that were prepared for it */
	async begin(scenario: ScenarioId): Promise<Bytes | undefined> {
		if (!this.#client || !this.#session) return undefined;
		this.#current = scenario;
		return this.#begin(this.#client, this.#session, scenario);
	}

	look(scenario: ScenarioId): void {
		this.#current = scenario;
	}

	/** Ticks what was really done. */
	notice(scenario: ScenarioId, facts: ScenarioFacts): void {
		const run = this.#runs.get(scenario);
		if (!run) return;
		const next = stepsDone(scenario, run, facts);
		if (next.stepsDone !== run.stepsDone) this.#runs.set(scenario, { ...run, ...next });
	}

	/** The cloud of the scenario takes a file. @returns whether it could open it */
	async handToCloud(scenario: ScenarioId, file: Bytes): Promise<boolean> {
		const run = this.#runs.get(scenario);
		if (!this.#client || !run?.cloudKey) return false;
		const opened = await this.#client.practise('OpenInCloud', {
			CloudKey: run.cloudKey,
			File: file
		});
		if (opened) this.#runs.set(scenario, { ...run, stepsDone: 3 });
		return opened;
	}

	skip(ms: number): void {
		clock.offsetMs += ms;
		this.#client?.setClockOffset(clock.offsetMs);
	}

	/** The engine treats it as any clock that went back; the user has just said that this one is right. */
	async backToNow(): Promise<void> {
		clock.offsetMs = 0;
		this.#client?.setClockOffset(0);
		await this.#session?.vault.acceptClock(utf8(practicePassphrase));
	}

	/** Another computer: no vault yet, and the same clock. What was learnt stays. */
	newComputer(): void {
		const { client, session } = newSession();
		client.setClockOffset(clock.offsetMs);
		const run = this.#runs.get('new-computer');
		// The log in the file does not know that it was saved.
		if (run?.stepsDone === 1)
			this.#runs.set('new-computer', { ...run, since: run.since - 1, stepsDone: 2 });
		this.#show(client, session);
	}

	/** A worker that broke down, or a page that came back: nobody should be asked for a passphrase here. */
	async reopen(): Promise<void> {
		try {
			await this.#session?.vault.unlock(utf8(practicePassphrase));
		} catch (error) {
			// Another vault was opened from a file: its own passphrase is asked for.
			if (!(error instanceof KmsError)) throw error;
		}
	}

	/** The worker ends as its vault is no longer shown; with the store all of it is gone. */
	leave(): void {
		clock.offsetMs = 0;
		this.#client = undefined;
		this.#session = undefined;
		this.#current = undefined;
		this.#runs.clear();
	}

	#show(client: VaultClient, session: Session): void {
		this.#client = client;
		this.#session = session;
	}

	async #begin(client: VaultClient, { vault }: Session, scenario: ScenarioId): Promise<Bytes> {
		const { zip, ...prepared } = await client.practise('Prepare', { Scenario: scenario });
		const { Total } = await vault.handle('ListActivity', { Limit: 1 });
		const hasFiles = scenarios[scenario].files;
		this.#runs.set(scenario, {
			...prepared,
			since: Total,
			stepsDone: hasFiles ? 1 : 0
		});
		return zip;
	}
}

function newSession(): { client: VaultClient; session: Session } {
	const memory = createVaultInMemory();
	const client = new VaultClient(() => startVaultWorker('practice'), undefined, {
		connect: () => memory.connect()
	});
	const vault = new VaultState(client, new ReadingClient(() => startVaultWorker('reading')));
	return { client, session: { vault, vaultFile: new VaultFileState(vault.handle) } };
}

/** The one practice of the page, set by the layout. */
export const [getPractice, setPractice] = createContext<PracticeState>();
