import { asParameterSetId, shortSetId } from '#lib/domain/ids.ts';
import { keySpecs } from '#lib/domain/key/key-spec.ts';
import type { LogDetail, LogEntry } from '#lib/domain/vault/log-entry.ts';
import { isLogged, type LoggedOperation } from '#lib/domain/vault/operation.ts';
import { wrapTargets } from '#lib/domain/wrap/wrap-targets.ts';
import { cloudWords } from '#lib/service/handouts/cloud-words.ts';
import { formatBytes, formatDateTimeWithZone } from '../words/format.ts';
import { keySpecNames } from './key-spec.ts';
import type { Language } from '#lib/domain/language.ts';
import { inEachLanguage } from './texts.ts';

export type Sentences = Record<LoggedOperation, (detail: LogDetail) => string>;

export const textIn = (detail: LogDetail, name: string): string => String(detail[name] ?? '–');
export const bytesIn = (detail: LogDetail, language: Language): string =>
	formatBytes(Number(detail['bytes'] ?? 0), language);
export const timeIn = (detail: LogDetail, name: string, language: Language): string =>
	formatDateTimeWithZone(Number(detail[name] ?? NaN), language);
export const cloudIn = ({ target }: LogDetail, language: Language): string =>
	cloudWords[language][wrapTargets.find((one) => one === target) ?? 'OTHER'].name;
export const keySpecIn = ({ keySpec }: LogDetail, language: Language): string => {
	const known = keySpecs.find((one) => one === keySpec);
	return known ? keySpecNames[language][known] : '–';
};
export const setIn = (detail: LogDetail): string =>
	shortSetId(asParameterSetId(textIn(detail, 'setId')));

/** What was done, when it was done. */
const sentences = inEachLanguage('sentences');

/** What was asked for, when it was refused: the first half of “Import of key material refused: …”. */
export const operationNames = inEachLanguage('operationNames');

/** Why something was refused, as the end of a sentence. The log keeps the code and, where there is one, its reason. */
const refusals = inEachLanguage('refusals');

/** More exact than the code alone. */
const refusalReasons = inEachLanguage('refusalReasons');

const logMessages = inEachLanguage('logMessages');

/** @returns one sentence, without a full stop: “Key material imported, expires 25 Nov 2026, 20:26 GMT+8” */
export function describeLogEntry(
	{ operation, result, detail }: Pick<LogEntry, 'operation' | 'result' | 'detail'>,
	language: Language
): string {
	// A newer version may have written what this one does not know.
	if (!isLogged(operation)) return operation;
	if (result === 'Success') return sentences[language][operation](detail);
	const { reason } = detail;
	const exact = typeof reason === 'string' ? refusalReasons[language][reason] : undefined;
	const why = exact ?? refusals[language][result];
	return logMessages[language].refused(operationNames[language][operation], why);
}

/** @returns who caused an entry: “You” or “Clock” */
export function describeActor(actor: LogEntry['actor'], language: Language): string {
	return logMessages[language][actor];
}
