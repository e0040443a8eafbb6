/** What the forms have in common that sign, verify, make MACs, encrypt for RSA keys and agree on secrets. */
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';
import { textOf, type FieldError } from '../components/form.ts';
import type { FormState } from '../components/form-state.svelte.ts';
import { cryptoMessages } from '../messages/crypto.ts';
import { locale } from '../words/locale.svelte.ts';

const isFieldError = (value: unknown): value is FieldError =>
	typeof value === 'object' && value !== null && 'field' in value && 'message' in value;

/**
 * Shows what is wrong with the values of a form, or that nothing is.
 *
 * @param values - each of them, or what is wrong with its field
 * @returns the values
 * @throws `FieldErrors` when something is wrong: the form is not sent
 */
export function rightValues<const Values extends readonly unknown[]>(
	form: FormState,
	...values: Values
): { [At in keyof Values]: Exclude<Values[At], FieldError> } {
	form.refuseIfAny(values.filter(isFieldError));
	return values as unknown as { [At in keyof Values]: Exclude<Values[At], FieldError> };
}

/**
 * @param data - of a form in which an algorithm is chosen; left out where there is one only
 * @returns the key that is chosen with its algorithm, or that none is
 */
export function chosenKey<const Algorithm extends string>(
	key: KeyMetadata | undefined,
	algorithms: readonly Algorithm[] | undefined,
	data?: FormData
): { key: KeyMetadata; algorithm: Algorithm } | FieldError {
	const algorithm = data ? chosenAlgorithm(algorithms, data) : algorithms?.[0];
	return key && algorithm
		? { key, algorithm }
		: { field: 'key', message: cryptoMessages[locale.language].chooseKey };
}

/** @returns what is chosen in an `AlgorithmField` that offers these */
export const chosenAlgorithm = <Algorithm extends string>(
	algorithms: readonly Algorithm[] | undefined,
	data: FormData
): Algorithm | undefined => algorithms?.find((one) => one === textOf(data, 'algorithm'));
