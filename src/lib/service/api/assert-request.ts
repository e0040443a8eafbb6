import { KmsError } from '#lib/domain/errors.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import { importRequests } from './import.ts';
import { keyRequests } from './keys.ts';
import { rotationRequests } from './rotation.ts';
import {
	isBytes,
	isRecord,
	isText,
	longestOperation,
	object,
	type OptionalRule,
	type RequestRules,
	type Rule
} from './rules.ts';
import { certificateRequests } from './certificates.ts';
import { signRequests } from './sign.ts';
import { useRequests } from './use.ts';
import { vaultRequests } from './vault.ts';
import { wrappingRequests } from './wrapping.ts';

/** The rules of every operation. */
export const requestRules: Readonly<Record<Operation, RequestRules>> = {
	...vaultRequests,
	...keyRequests,
	...rotationRequests,
	...importRequests,
	...wrappingRequests,
	...useRequests,
	...signRequests,
	...certificateRequests
};

/**
 * Holds a request to its operation's rules before anything is done.
 *
 * @throws {@link KmsError} `NotFound` for an unknown operation; `InvalidParameter` for a field that is missing, unknown or
 * of the wrong kind; `InputTooLarge` for more bytes than any use of it has
 */
export function assertRequest(operation: unknown, request: unknown): void {
	if (!isText(operation, longestOperation) || !Object.hasOwn(requestRules, operation))
		throw new KmsError('NotFound', { resource: 'operation', id: shortened(operation) });
	const rules = requestRules[operation as Operation];
	if (!isRecord(request))
		throw new KmsError('InvalidParameter', { parameter: 'request', rule: object().name });
	const unknown = Object.keys(request).find((field) => !Object.hasOwn(rules, field));
	if (unknown !== undefined)
		throw new KmsError('InvalidParameter', {
			parameter: shortened(unknown),
			rule: 'KNOWN_PARAMETER'
		});
	for (const [field, rule] of Object.entries(rules)) assertField(field, rule, request[field]);
}

function assertField(
	parameter: string,
	rule: Rule<unknown> | OptionalRule<unknown>,
	value: unknown
): void {
	if (value === undefined ? !('optional' in rule) : !rule.holds(value))
		throw new KmsError('InvalidParameter', {
			parameter,
			rule: value === undefined ? 'REQUIRED' : rule.name
		});
	if (rule.mostBytes !== undefined && isBytes(value) && value.length > rule.mostBytes)
		throw new KmsError('InputTooLarge', {
			parameter,
			actualBytes: value.length,
			limitBytes: rule.mostBytes
		});
}

/** What a refusal repeats of a name that nobody knows. */
function shortened(unknown: unknown): string {
	return typeof unknown === 'string' ? unknown.slice(0, longestOperation) : typeof unknown;
}
