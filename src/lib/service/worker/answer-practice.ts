/**
 * What a practice worker does besides: it makes the files of other computers, and plays the cloud. The page has no cipher
 * and no writer of files for it.
 */
import type { Bytes } from '#lib/domain/bytes.ts';
import type { Handle } from '../api.ts';
import { makeExampleKeys } from './example-keys.ts';
import type { PracticeClock } from './offset-clock.ts';
import {
	opensInCloud,
	preparations,
	type Preparation,
	type Prepare,
	type ScenarioName
} from './practice-files.ts';
import { storedZip } from '../handouts/stored-zip.ts';

/** By name, as the operations of the engine are. */
export interface PracticeApi {
	/** Fills the vault to look around in, which is new and whose clock is `examplesBegin` behind. */
	MakeExampleKeys: { request: Record<string, never>; response: undefined };
	/** Begins a scenario in the practice vault. */
	Prepare: { request: { Scenario: ScenarioName }; response: Prepared };
	/** Whether the cloud of a scenario can open a file: with the private key that its preparation gave. */
	OpenInCloud: { request: { CloudKey: CryptoKey; File: Bytes }; response: boolean };
}
/** What the page asks of a practice worker beside the operations. */
export type PracticeTask = keyof PracticeApi;

/** A scenario that is ready to be practised. */
export interface Prepared extends Preparation {
	/** all files in one, to save */
	zip: Bytes;
}

type Answers = {
	readonly [Task in PracticeTask]: (
		request: PracticeApi[Task]['request'],
		handle: Handle,
		clock: PracticeClock
	) => Promise<PracticeApi[Task]['response']>;
};

export const practiceAnswers: Answers = {
	async MakeExampleKeys(_, handle, clock) {
		await makeExampleKeys(handle, clock);
		return undefined;
	},

	async Prepare({ Scenario }, handle, clock) {
		const prepare: Prepare = preparations[Scenario];
		const preparation = await prepare(handle, clock.now());
		return { ...preparation, zip: storedZip(preparation.files) };
	},

	OpenInCloud: ({ CloudKey, File }) => opensInCloud(CloudKey, File)
};
