import type { KeyId } from '#lib/domain/ids.ts';
import type { WrappingAlgorithm, WrappingKeySpec } from '#lib/domain/import/wrapping.ts';
import type { Cloud } from '#lib/domain/reading/content.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { ImportParametersInfo, KeyMetadata } from '#lib/service/api/key-metadata.ts';
import type { ReadingNote } from '../words/reading-words.ts';

/** What the entry is judged by. */
export interface FieldFacts {
	key: KeyMetadata;
	parameters: ImportParametersInfo;
	vaultId: string;
	now: EpochMillis;
	/** of key material that was encrypted in Airlock, as screens show it */
	checks: string | undefined;
	nameOf: (keyId: KeyId) => string | undefined;
}

/** The button that starts the fix. */
export type FieldFix =
	| 'ENCRYPT_IT_NOW'
	| 'MOVE'
	| 'SWAP'
	| 'REMOVE_LINE_BREAK'
	| 'CREATE_PARAMETERS'
	| 'CREATE_PARAMETERS_FOR_IT'
	| 'DOWNLOAD_AGAIN'
	| 'GO_TO_OTHER_KEY'
	| 'WRAP_FOR_CLOUD'
	| 'DECRYPT';

/** @returns the address of the form for new parameters, with what is wanted chosen in it */
export function parametersHref(form: string, wanted: Partial<WantedParameters> = {}): string {
	const query = new URLSearchParams(wanted).toString();
	return query === '' ? form : `${form}?${query}`;
}

/** What a field says: what was read, then what to think of it. */
export interface FieldWords {
	readout: { file: string; readAs?: string; looksLike?: string; belongsTo?: string };
	/** what a program has done to the file on its way here */
	notes?: readonly ReadingNote[];
	verdict: { tone: 'ok' | 'warning' | 'danger'; title: string; cause?: string };
	fix?: FieldFix;
	/** whose token it is */
	cloud?: Cloud;
	/** what new parameters would have to be for the file to fit them */
	wanted?: WantedParameters;
}

/** Parameters as a link asks for them. */
export interface WantedParameters {
	algorithm: WrappingAlgorithm;
	spec: WrappingKeySpec;
}

/** What is to be said of a file that was read; the rows that all have come from elsewhere. */
export interface Judgement extends Omit<FieldWords, 'readout' | 'notes'> {
	readout?: { belongsTo: string };
}
