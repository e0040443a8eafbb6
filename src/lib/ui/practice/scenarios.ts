/** The practice scenarios: what is to be done, and what in the log says that it was. */
import { equalBytes } from '#lib/domain/bytes.ts';
import type { LogEntry } from '#lib/domain/vault/log-entry.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import type { Prepared } from '#lib/service/worker/answer-practice.ts';
import type { ScenarioName } from '#lib/service/worker/practice-files.ts';

export type ScenarioId = ScenarioName;

/** @returns whether this entry of the log is the step */
type Step = (entry: LogEntry) => boolean;

const did =
	(
		operation: string,
		result: LogEntry['result'] = 'Success',
		detail: LogEntry['detail'] = {}
	): Step =>
	(entry) =>
		entry.operation === operation &&
		entry.result === result &&
		Object.entries(detail).every(([name, value]) => entry.detail[name] === value);

/** Nothing in the log says so: the practice itself knows when it is done. */
const onItsOwn: Step = () => false;
const saved = { done: onItsOwn, place: 'FILES' } as const;

/** Where the step is done. */
export type StepPlace =
	| 'FILES'
	| 'IMPORT'
	| 'KEY'
	| 'SETTINGS'
	| 'WRAP'
	| 'CLOUD'
	| 'CLOCK'
	| 'NEW_COMPUTER'
	| 'OPEN_FILE';

/** How far a scenario has come. */
export interface Run {
	/** the key it is about, if one was prepared */
	keyId: KeyId | null;
	/** entries of the log after this one count */
	since: number;
	stepsDone: number;
	files: Prepared['files'];
	cloudKey?: Prepared['cloudKey'];
}

interface Scenario {
	/** it has files to save */
	files: boolean;
	steps: readonly {
		done: Step;
		place: StepPlace;
		/** done too once this prepared file is chosen as import token: the form says at once what is wrong with it */
		token?: string;
	}[];
}

/** What tells how far a scenario has come. */
export interface ScenarioFacts {
	/** of the log, in any order */
	entries: readonly LogEntry[];
	/** the import token that is chosen in the import of its key */
	token: Uint8Array | undefined;
}

export const scenarios = {
	import: {
		files: false,
		steps: [
			{ done: did('GetParametersForImport'), place: 'IMPORT' },
			{ done: did('EncryptKeyMaterial'), place: 'IMPORT' },
			{ done: did('ImportKeyMaterial'), place: 'IMPORT' }
		]
	},
	openssl: {
		files: false,
		steps: [
			{ done: did('GetParametersForImport'), place: 'IMPORT' },
			{ done: did('DownloadImportParameters'), place: 'IMPORT' },
			{ done: did('ImportKeyMaterial'), place: 'IMPORT' }
		]
	},
	sha1: {
		files: true,
		steps: [
			saved,
			{ done: did('ImportKeyMaterial', 'InvalidCiphertext'), place: 'IMPORT' },
			{ done: did('ImportKeyMaterial'), place: 'IMPORT' },
			{ done: did('Encrypt'), place: 'KEY' }
		]
	},
	'old-token': {
		files: true,
		steps: [
			saved,
			{
				done: did('ImportKeyMaterial', 'InvalidImportToken', { reason: 'REPLACED' }),
				place: 'IMPORT',
				token: 'ImportToken-old.bin'
			},
			{ done: did('ImportKeyMaterial'), place: 'IMPORT' },
			{ done: did('Encrypt'), place: 'KEY' }
		]
	},
	expiry: {
		files: true,
		steps: [
			saved,
			{ done: did('Encrypt'), place: 'KEY' },
			{ done: did('ExpireKeyMaterial'), place: 'CLOCK' },
			{ done: did('ImportKeyMaterial', 'Success', { again: true }), place: 'IMPORT' }
		]
	},
	'other-material': {
		files: true,
		steps: [
			saved,
			{ done: did('ImportKeyMaterial', 'IncorrectKeyMaterial'), place: 'IMPORT' },
			{ done: did('ImportKeyMaterial', 'Success', { again: true }), place: 'IMPORT' },
			{ done: did('Encrypt'), place: 'KEY' }
		]
	},
	aws: {
		files: true,
		steps: [
			saved,
			{ done: did('WrapKeyMaterial', 'Success', { target: 'AWS' }), place: 'WRAP' },
			{ done: onItsOwn, place: 'CLOUD' }
		]
	},
	'new-computer': {
		files: false,
		steps: [
			{ done: did('RecordBackup'), place: 'SETTINGS' },
			{ done: onItsOwn, place: 'NEW_COMPUTER' },
			{ done: did('OpenVaultFile'), place: 'OPEN_FILE' }
		]
	}
} as const satisfies Record<ScenarioId, Scenario>;

export const scenarioIds = Object.keys(scenarios) as ScenarioId[];

/**
 * Steps are done in their order, each by an entry after that of the one before.
 *
 * @param run - how far it has come
 */
export function stepsDone(
	scenario: ScenarioId,
	{ keyId, since, stepsDone: done, files }: Run,
	{ entries, token }: ScenarioFacts
): Pick<Run, 'since' | 'stepsDone'> {
	const { steps }: Scenario = scenarios[scenario];
	const fresh = entries.filter(({ number }) => number > since).sort((a, b) => a.number - b.number);
	let at = { since, stepsDone: done };
	for (const entry of fresh) {
		const about = keyId === null || entry.keyId === keyId;
		if (about && steps[at.stepsDone]?.done(entry))
			at = { since: entry.number, stepsDone: at.stepsDone + 1 };
	}
	const named = steps[at.stepsDone]?.token;
	const expected = named === undefined ? undefined : files[named];
	if (expected && token && equalBytes(expected, token)) at = { ...at, stepsDone: at.stepsDone + 1 };
	return at;
}
